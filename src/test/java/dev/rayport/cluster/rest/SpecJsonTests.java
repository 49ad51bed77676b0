package dev.rayport.cluster.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rayport.backend.ClusterSpec;
import dev.rayport.backend.NodeSpec;
import dev.rayport.backend.PlatformSpec;
import dev.rayport.base.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class SpecJsonTests {

  private static final NodeSpec NODE =
      new NodeSpec(Quantity.parse("1"), Quantity.parse("2Gi"), 0, OptionalDouble.empty(), Map.of());

  @Test
  void whatIsNotAskedForIsNotSaid() {
    assertThat(json(PlatformSpec.NONE))
        .isEqualTo(
            "{'ray':'2.58.0','head':{'cpus':'1','memory':'2Gi','gpus':0,'rayCpus':null,"
                + "'resources':{}},'workerGroups':[],'env':{}}");
  }

  @Test
  void whatOnlyPodsCanGiveIsSaidInTheWordsOfTemplates() {
    PlatformSpec platform =
        new PlatformSpec(
            "x:1",
            List.of(new PlatformSpec.EnvFrom(PlatformSpec.Source.CONFIG_MAP, "s", "", "")),
            List.of(
                new PlatformSpec.Volume(
                    "t", PlatformSpec.Volume.Kind.EMPTY_DIR, "", "/t", "1Gi", false)),
            Map.of("pool", "heads"),
            List.of(Map.of("operator", "Exists")),
            new PlatformSpec.Autoscaler(Duration.ofMinutes(5), true),
            Optional.of(new PlatformSpec.Redis("redis:6379", "")));

    assertThat(json(platform))
        .contains("'nodeSelector':{'pool':'heads'},'tolerations':[{'operator':'Exists'}]}")
        .endsWith(
            "'image':'x:1','envFrom':[{'configMap':'s'}],"
                + "'volumes':[{'name':'t','emptyDir':{'sizeLimit':'1Gi'},'mountPath':'/t',"
                + "'readOnly':false}],"
                + "'autoscaler':{'idleTimeout':'PT5M','upscaling':'CONSERVATIVE'},"
                + "'redis':{'address':'redis:6379'}}");
  }

  private static String json(PlatformSpec platform) {
    ClusterSpec spec = new ClusterSpec("2.58.0", NODE, List.of(), Map.of(), platform);
    return JsonMapper.builder()
        .disable(tools.jackson.databind.MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
        .build()
        .writeValueAsString(SpecJson.of(spec))
        .replace('"', '\'');
  }
}
