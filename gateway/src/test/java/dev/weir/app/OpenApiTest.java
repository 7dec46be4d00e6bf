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
  void everyReferenceHasItsSchema(@TempDir Path data) {
    try (Gateway gateway = new Gateway(data)) {
      JsonNode document = gateway.control("", "GET", "/api/openapi.json", "").json();
      JsonNode schemas = document.path("components").path("schemas");
      document
          .findValuesAsText("$ref")
          .forEach(ref ->
              assertThat(schemas.has(ref.substring(ref.lastIndexOf('/') + 1))).as(ref).isTrue());
    }
  }
}
