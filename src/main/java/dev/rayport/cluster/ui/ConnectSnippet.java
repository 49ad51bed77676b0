package dev.rayport.cluster.ui;

/** A way to use a cluster from elsewhere, as text that works as it stands. */
enum ConnectSnippet {
  COMMAND_LINE(
      "Ray CLI",
      """
      export RAY_ADDRESS=%s
      export RAY_AUTH_MODE=token
      export RAY_AUTH_TOKEN=%s
      ray job submit --working-dir . -- python main.py
      """),
  PYTHON(
      "Python",
      """
      from ray.job_submission import JobSubmissionClient

      client = JobSubmissionClient(
          "%s",
          headers={"Authorization": "Bearer %s"})
      job = client.submit_job(
          entrypoint="python main.py",
          runtime_env={"working_dir": "."})
      print(job)
      """),
  NOTEBOOK(
      "Notebook",
      """
      from ray.job_submission import JobSubmissionClient

      client = JobSubmissionClient(
          "%s",
          headers={"Authorization": "Bearer %s"})
      job = client.submit_job(
          entrypoint="python main.py",
          runtime_env={"working_dir": "."})
      async for text in client.tail_job_logs(job):
          print(text, end="")
      """);

  private final String label;
  private final String text;

  ConnectSnippet(String label, String text) {
    this.label = label;
    this.text = text;
  }

  String label() {
    return label;
  }

  /**
   * @param portal address of the portal
   * @param token of its reader
   */
  String text(String portal, String cluster, String token) {
    return text.formatted(portal + "/ray/" + cluster, token);
  }
}
