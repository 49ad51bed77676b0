package dev.rayport.job;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface JobAttemptRepository extends Repository<JobAttemptRow, String> {

  Optional<JobAttemptRow> findById(String submissionId);

  JobAttemptRow save(JobAttemptRow row);
}
