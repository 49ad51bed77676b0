"""Seconds from submitting a job by Ray's own SDK to the first line of its log; needs RAY_ADDRESS."""

import asyncio
import sys
import time

from ray.job_submission import JobSubmissionClient


async def main(entrypoint, wanted):
    client = JobSubmissionClient()
    started = time.perf_counter()
    job = client.submit_job(entrypoint=entrypoint)
    seen = ""
    async for text in client.tail_job_logs(job):
        seen += text
        if wanted in seen:
            print(f"SECONDS {time.perf_counter() - started:.3f}")
            return


asyncio.run(main(sys.argv[1], sys.argv[2]))
