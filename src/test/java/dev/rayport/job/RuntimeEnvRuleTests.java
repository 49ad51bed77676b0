package dev.rayport.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.base.FieldError;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

class RuntimeEnvRuleTests {

  private static List<FieldError> errors(String json, boolean withPackage, Set<String> hosts) {
    Map<String, Object> env =
        new JsonMapper().readValue(json.replace('\'', '"'), new TypeReference<>() {});
    Findings findings = new Findings();
    new RuntimeEnvRule(new RequirementRule(hosts, Optional.of("2.58.0")), withPackage, findings)
        .check(env);
    return findings.errors();
  }

  private static List<FieldError> errors(String json) {
    return errors(json, false, Set.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'pip': ['numpy==2.3.5', 'scikit-learn>=1.7,<2', 'torch', 'ray[data]==2.58.0', 'ray[tune]']}",
        "{'pip': ['a-b_c.d ~= 1.0 ; python_version < 3.12']}",
        "{'pip': []}",
        "{'pip': ['# a comment', 'requests[socks] == 2.32.* # pinned']}",
        "{'pip': ['pkg @ https://host/pkg-1.0-py3-none-any.whl', 'https://host/x.whl', 'git+https://host/r@v1']}",
        "{'pip': {'packages': ['numpy'], 'pip_check': true, 'pip_version': '==25.1', 'pip_install_options': ['--no-cache-dir', '--index-url', 'https://host/simple']}}",
        "{'uv': ['numpy']}",
        "{'uv': {'packages': ['numpy'], 'uv_version': '>=0.8', 'uv_pip_install_options': ['--no-cache']}}",
        "{'conda': 'base'}",
        "{'conda': {'channels': ['conda-forge'], 'dependencies': ['numpy=2.3', 'pip', {'pip': ['x==1']}]}}",
        "{'env_vars': {'A': '1', 'RAY_DEDUP_LOGS': '0', 'PYTHONUNBUFFERED': ''}}",
        "{'working_dir': 'https://host/a.zip', 'py_modules': ['s3://b/m.whl', 'gs://b/m.zip']}",
        "{'working_dir': 's3://bucket/dir/a.tar.gz'}",
        "{'config': {'setup_timeout_seconds': -1, 'eager_install': false, 'log_files': ['a']}}",
        "{'config': {'setup_timeout_seconds': 86400}}",
        "{'excludes': ['*.bin'], 'worker_process_setup_hook': 'pkg.mod.setup', '_nsight': 'default'}",
      })
  void takesWhatRayTakes(String json) {
    assertThat(errors(json)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {'pipp': ['x']}                                        | runtimeEnv.pipp                          | Did you mean “pip”
          {'envVars': {}}                                        | runtimeEnv.envVars                       | Did you mean “env_vars”
          {'something': 1}                                       | runtimeEnv.something                     | Known are
          {'pip': 'numpy'}                                       | runtimeEnv.pip                           | must be a list
          {'pip': null}                                          | runtimeEnv.pip                           | null
          {'pip': 5}                                             | runtimeEnv.pip                           | the number 5
          {'pip': ['a', 'b', '--index-url https://evil/simple']} | runtimeEnv.pip[2]                        | is an option
          {'pip': ['-r requirements.txt']}                       | runtimeEnv.pip[0]                        | is an option
          {'pip': ['numpy --hash=sha256:x']}                     | runtimeEnv.pip[0]                        | is an option
          {'pip': ['']}                                          | runtimeEnv.pip[0]                        | empty
          {'pip': [3]}                                           | runtimeEnv.pip[0]                        | the number 3
          {'pip': ['num py']}                                    | runtimeEnv.pip[0]                        | no package
          {'pip': ['numpy=2.3']}                                 | runtimeEnv.pip[0]                        | no package
          {'pip': ['./local.whl']}                               | runtimeEnv.pip[0]                        | no package
          {'pip': ['file:///etc/passwd']}                        | runtimeEnv.pip[0]                        | http or https
          {'pip': ['x @ file:///etc/x.whl']}                     | runtimeEnv.pip[0]                        | http or https
          {'pip': ['git+ssh://git@host/r']}                      | runtimeEnv.pip[0]                        | http or https
          {'pip': ['ray==2.40.0']}                               | runtimeEnv.pip[0]                        | runs Ray 2.58.0
          {'uv': ['Ray[default] >= 2.50']}                       | runtimeEnv.uv[0]                         | runs Ray 2.58.0
          {'pip': {'pkgs': ['x']}}                               | runtimeEnv.pip.pkgs                      | Known are
          {'pip': {'pip_check': false}}                          | runtimeEnv.pip.packages                  | is needed
          {'pip': {'packages': ['x', 'y z']}}                    | runtimeEnv.pip.packages[1]               | no package
          {'pip': {'packages': [], 'pip_check': 'no'}}           | runtimeEnv.pip.pip_check                 | true or false
          {'pip': {'packages': [], 'pip_version': '25'}}         | runtimeEnv.pip.pip_version               | ==25.1
          {'pip': {'packages': [], 'pip_install_options': 'x'}}  | runtimeEnv.pip.pip_install_options       | must be a list
          {'pip': {'packages': [], 'pip_install_options': ['-r', 'x']}} | runtimeEnv.pip.pip_install_options[0] | reads files
          {'pip': [], 'uv': []}                                  | runtimeEnv.uv                            | only one of
          {'pip': [], 'conda': 'base'}                           | runtimeEnv.conda                         | only one of
          {'conda': '../env.yml'}                                | runtimeEnv.conda                         | no name
          {'conda': {'deps': []}}                                | runtimeEnv.conda.deps                    | Known are
          {'conda': {'dependencies': [{'pip': ['--no']}]}}       | runtimeEnv.conda.dependencies[0].pip[0]  | is an option
          {'conda': {'dependencies': [4]}}                       | runtimeEnv.conda.dependencies[0]         | numpy=2.3
          {'env_vars': ['A=1']}                                  | runtimeEnv.env_vars                      | must be an object
          {'env_vars': {'A': 1}}                                 | runtimeEnv.env_vars.A                    | quotation marks
          {'env_vars': {'A': null}}                              | runtimeEnv.env_vars.A                    | null
          {'env_vars': {'A=B': 'x'}}                             | runtimeEnv.env_vars.A=B                  | no name
          {'env_vars': {'RAY_AUTH_MODE': 'disabled'}}            | runtimeEnv.env_vars.RAY_AUTH_MODE        | reserved
          {'env_vars': {'RAY_ADDRESS': 'x'}}                     | runtimeEnv.env_vars.RAY_ADDRESS          | reserved
          {'env_vars': {'RAYPORT_RUN': 'x'}}                     | runtimeEnv.env_vars.RAYPORT_RUN          | reserved
          {'working_dir': 'file:///etc'}                         | runtimeEnv.working_dir                   | not reachable
          {'working_dir': '/home/me'}                            | runtimeEnv.working_dir                   | not reachable
          {'working_dir': '.'}                                   | runtimeEnv.working_dir                   | not reachable
          {'working_dir': 'gcs://_ray_pkg_x.zip'}                | runtimeEnv.working_dir                   | inside one cluster
          {'working_dir': 'https://host/a.rar'}                  | runtimeEnv.working_dir                   | end with
          {'working_dir': 'https://u:p@host/a.zip'}              | runtimeEnv.working_dir                   | password
          {'working_dir': 7}                                     | runtimeEnv.working_dir                   | must be text
          {'py_modules': 'https://host/a.zip'}                   | runtimeEnv.py_modules                    | must be a list
          {'py_modules': ['https://host/a.zip', './m']}          | runtimeEnv.py_modules[1]                 | not reachable
          {'config': {'setup_timeout_seconds': 0}}               | runtimeEnv.config.setup_timeout_seconds  | from 1 to
          {'config': {'setup_timeout_seconds': 86401}}           | runtimeEnv.config.setup_timeout_seconds  | from 1 to
          {'config': {'setup_timeout_seconds': 1.5}}             | runtimeEnv.config.setup_timeout_seconds  | from 1 to
          {'config': {'setup_timeout': 3}}                       | runtimeEnv.config.setup_timeout          | Known are
          {'config': {'eager_install': 'yes'}}                   | runtimeEnv.config.eager_install          | true or false
          {'image_uri': 'x'}                                     | runtimeEnv.image_uri                     | own image
          {'container': {'image': 'x'}}                          | runtimeEnv.container                     | own image
          {'worker_process_setup_hook': 'setup()'}               | runtimeEnv.worker_process_setup_hook     | my_module.setup
          {'py_executable': 'uv run', 'pip': []}                 | runtimeEnv.py_executable                 | uv run
          {'excludes': [null]}                                   | runtimeEnv.excludes[0]                   | null
          """)
  void refusesWhatRayWouldFailOnLater(String json, String field, String says) {
    assertThat(errors(json))
        .anySatisfy(error -> {
          assertThat(error.field()).isEqualTo(field);
          assertThat(error.message()).contains(says);
        });
  }

  @Test
  void takesOneWorkingDirectoryOnly() {
    assertThat(errors("{'working_dir': 'https://host/a.zip'}", true, Set.of()))
        .singleElement()
        .satisfies(e -> assertThat(e.message()).contains("one or the other"));
  }

  @Test
  void asksForPackagesFromAllowedHostsOnly() {
    String json =
        "{'pip': {'packages': ['x @ https://evil.example/x.whl', 'numpy'], 'pip_install_options':"
            + " ['--extra-index-url=https://evil.example/simple', '-i', 'https://good.example/s',"
            + " '--trusted-host', 'evil.example:8080', '--index-u=https://evil.example/simple',"
            + " '-ihttps://evil.example/simple', '-ihttps://good.example/simple']}}";

    assertThat(errors(json, false, Set.of("good.example")))
        .extracting(FieldError::field)
        .containsExactly(
            "runtimeEnv.pip.packages[0]",
            "runtimeEnv.pip.pip_install_options[0]",
            "runtimeEnv.pip.pip_install_options[3]",
            "runtimeEnv.pip.pip_install_options[5]",
            "runtimeEnv.pip.pip_install_options[6]");
    assertThat(errors(json)).isEmpty();
  }

  @Test
  void refusesValuesThatAreTooLarge() {
    String large = "x".repeat(2 << 20);
    assertThat(errors("{'env_vars': {'A': '%s'}}".formatted(large)))
        .extracting(FieldError::field)
        .containsExactly("runtimeEnv.env_vars.A", "runtimeEnv.env_vars");
  }

  @Test
  void staysQuickOnHostileLines() {
    long start = System.nanoTime();
    for (String line :
        List.of("a".repeat(900) + "!", "a[" + "a,".repeat(400), "a " + "<1 ".repeat(250))) {
      assertThat(new RequirementRule(Set.of(), Optional.empty()).problemWith(line)).isPresent();
    }
    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
  }
}
