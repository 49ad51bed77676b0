package dev.rayport.admin;

import java.util.Optional;
import org.springframework.data.repository.Repository;

interface PageBannerRepository extends Repository<PageBannerRow, String> {

  Optional<PageBannerRow> findById(String id);

  PageBannerRow saveAndFlush(PageBannerRow banner);

  void delete(PageBannerRow banner);
}
