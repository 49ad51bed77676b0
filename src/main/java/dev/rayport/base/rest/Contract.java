package dev.rayport.base.rest;

import dev.rayport.base.SliceRequest;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.PostMapping;

/** What the served OpenAPI document says besides the controllers' own shape. */
@Configuration(proxyBeanMethods = false)
class Contract {

  private static final String TOKEN = "token";

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(SliceRequest.class);
  }

  @Bean
  OpenAPI document() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Rayport")
                .version("v1")
                .description("Ray clusters from templates, and jobs on them."))
        .servers(List.of(new Server().url("/")))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("An API token, rp_…")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }

  @Bean
  OperationCustomizer lists() {
    return (operation, method) -> {
      if (Arrays.asList(method.getMethod().getParameterTypes()).contains(SliceRequest.class)) {
        Schema<?> limit =
            new IntegerSchema()
                .minimum(BigDecimal.ONE)
                .maximum(BigDecimal.valueOf(SliceRequest.MAX_LIMIT));
        operation.addParametersItem(query("limit", limit, "Items at most; 50 unless told"));
        operation.addParametersItem(
            query("cursor", new StringSchema(), "nextCursor of the stretch before"));
        operation.addParametersItem(
            query("sort", new StringSchema(), "Field, with - before it for descending"));
      }
      return operation;
    };
  }

  @Bean
  OperationCustomizer idempotency() {
    return (operation, method) -> {
      if (method.hasMethodAnnotation(PostMapping.class)) {
        operation.addParametersItem(
            new Parameter()
                .in("header")
                .name("Idempotency-Key")
                .schema(new StringSchema().maxLength(200))
                .description("Same key and body, same answer for 24 hours"));
      }
      return operation;
    };
  }

  @Bean
  OperationCustomizer problems() {
    ResolvedSchema problem = ModelConverters.getInstance().readAllAsResolvedSchema(Problem.class);
    return (operation, method) -> {
      operation
          .getResponses()
          .addApiResponse(
              "default",
              new ApiResponse()
                  .description("What is wrong, and the next step (RFC 9457)")
                  .content(
                      new Content()
                          .addMediaType(
                              "application/problem+json", new MediaType().schema(problem.schema))));
      return operation;
    };
  }

  private static Parameter query(String name, Schema<?> schema, String description) {
    return new Parameter().in("query").name(name).schema(schema).description(description);
  }
}
