package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OpenApiTest {

  @Test
  void everyDocumentedRouteAnswersWithADocumentedStatus(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      gateway.ready("any");
      JsonNode document = gateway.control("", "GET", "/api/openapi.json", "").json();
      assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
      Set<String> operations = new HashSet<>();
      document
          .path("paths")
          .properties()
          .forEach(path ->
              path.getValue()
                  .properties()
                  .forEach(method -> {
                    JsonNode operation = method.getValue();
                    assertThat(operations.add(operation.path("operationId").asText())).isTrue();
                    Reply reply =
                        gateway.control(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey().replaceAll("\\{[a-z]+}", "none"),
                            "");
                    assertThat(reply.text()).doesNotContain("route_unknown", "method_not");
                    assertThat(reply.status()).as(reply.text()).isNotEqualTo(500);
                    assertThat(operation.path("responses").has(Integer.toString(reply.status())))
                        .as(method.getKey() + " " + path.getKey() + " " + reply.status())
                        .isTrue();
                  }));
      assertThat(operations)
          .contains("report", "createKey", "raiseBudget", "importPrices", "correctCall")
          .hasSizeGreaterThan(35);
    }
  }

  @Test
  void everyReferenceHasItsSchemaAndEveryAnswerItsFields(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      gateway.ready("any");
      JsonNode document = gateway.control("", "GET", "/api/openapi.json", "").json();
      JsonNode schemas = document.path("components").path("schemas");
      document
          .findValuesAsText("$ref")
          .forEach(ref ->
              assertThat(schemas.has(ref.substring(ref.lastIndexOf('/') + 1))).as(ref).isTrue());

      assertFits(gateway.get("/api/v1/keys").json(), schemas.path("KeyList"), schemas);
      assertFits(gateway.get("/api/v1/status").json(), schemas.path("Status"), schemas);
      assertFits(gateway.get("/api/v1/prices").json(), schemas.path("CatalogueList"), schemas);
      assertFits(gateway.get("/api/v1/alerts").json(), schemas.path("AlertList"), schemas);
      assertFits(gateway.get("/api/v1/report").json(), schemas.path("ReportPage"), schemas);
      assertFits(gateway.get("/api/v1/settings").json(), schemas.path("SettingsPage"), schemas);
    }
  }

  /// Every required field is there, and every field is described.
  private static void assertFits(JsonNode value, JsonNode schema, JsonNode schemas) {
    if (schema.has("$ref")) {
      String ref = schema.path("$ref").asText();
      assertFits(value, schemas.path(ref.substring(ref.lastIndexOf('/') + 1)), schemas);
      return;
    }
    JsonNode types = schema.path("type");
    if (types.isArray() && value.isNull()) {
      return;
    }
    switch (types.isArray() ? types.get(0).asText() : types.asText()) {
      case "array" -> value.forEach(each -> assertFits(each, schema.path("items"), schemas));
      case "object" -> {
        schema.path("required").forEach(name -> assertThat(value.has(name.asText())).isTrue());
        value
            .properties()
            .forEach(field -> {
              JsonNode known = schema.path("properties").path(field.getKey());
              if (known.isMissingNode()) {
                assertThat(schema.has("additionalProperties")).as(field.getKey()).isTrue();
              } else {
                assertFits(field.getValue(), known, schemas);
              }
            });
      }
      case "integer" -> assertThat(value.isIntegralNumber()).as(value.toString()).isTrue();
      case "boolean" -> assertThat(value.isBoolean()).isTrue();
      case "number" -> assertThat(value.isNumber()).isTrue();
      default -> assertThat(value.isTextual()).as(value.toString()).isTrue();
    }
  }
}
