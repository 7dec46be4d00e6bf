package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values of tags declared, ended and taken back on the console's page.
class TagPagesTest {
  @TempDir Path data;

  private static JsonNode only(Gateway gateway) {
    JsonNode values = gateway.get("/api/v1/tags").json().required("values");
    assertThat(values).hasSize(1);
    return values.path(0);
  }

  @Test
  void declaresEndsAndTakesBackAValue() {
    try (Gateway gateway = new Gateway(data);
        Browser admin = Browser.of(gateway, gateway.admin)) {
      assertThat(admin.get("/tags").body())
          .contains("No value is declared", "Declare a value")
          .doesNotContain("Take a value back");
      String value = "&tag=team&value=payments&parent_tag=department&parent_value=finance&why=x";

      assertThat(admin.post("/tags", "do=declare&from=2026-01-01" + value).statusCode())
          .isEqualTo(303);
      assertThat(only(gateway).required("from").asText()).isEqualTo("2026-01-01T00:00:00Z");
      assertThat(only(gateway).at("/parent/value").asText()).isEqualTo("finance");
      assertThat(admin.get("/tags").body())
          .contains(
              "payments", "department=finance", "in force", "/audit/tag_value/team%3Dpayments");

      admin.post("/tags", "do=declare&to=2026-02-01" + value);
      assertThat(only(gateway).required("from").asText())
          .as("keeps its beginning")
          .isEqualTo("2026-01-01T00:00:00Z");
      assertThat(admin.get("/tags").body()).contains("ended");

      HttpResponse<String> wrong = admin.post("/tags", "do=declare&to=soon" + value);
      assertThat(wrong.statusCode()).isEqualTo(400);
      assertThat(wrong.body()).contains("declare-to-error", "was 'soon'");

      assertThat(admin.post("/tags", "do=retire&tag=team&value=payments&why=x").statusCode())
          .isEqualTo(303);
      assertThat(gateway.get("/api/v1/tags").json().required("values")).isEmpty();
    }
  }

  @Test
  void lesserRolesReadAndChangeNothing() {
    try (Gateway gateway = new Gateway(data);
        Browser viewer = Browser.of(gateway, gateway.operator("viewer"))) {
      assertThat(viewer.get("/tags").body())
          .contains("No value is declared")
          .doesNotContain("Declare a value");
      assertThat(viewer.post("/tags", "do=declare&tag=team&value=x").statusCode()).isEqualTo(403);
    }
  }

  @Test
  void aValueIsNotChangedByWhoSawItOtherwise() {
    try (Gateway gateway = new Gateway(data);
        Browser admin = Browser.of(gateway, gateway.admin)) {
      String value = "&tag=team&value=payments&why=x";
      String none = admin.shown("/tags", "declare");
      assertThat(admin.post("/tags", none + value).statusCode()).isEqualTo(303);
      assertThat(admin.post("/tags", none + value).statusCode()).isEqualTo(409);

      String declared = admin.shown("/tags", "declare");
      String retired = admin.shown("/tags", "retire");
      assertThat(admin.post("/tags", declared + value + "&to=2030-01-01").statusCode())
          .isEqualTo(303);
      HttpResponse<String> late = admin.post("/tags", declared + value + "&to=2031-01-01");
      assertThat(late.statusCode()).isEqualTo(409);
      assertThat(late.body()).contains("has version 2 now; nothing was changed", "2031-01-01");
      assertThat(admin.post("/tags", retired + value).statusCode()).isEqualTo(409);
      assertThat(only(gateway).required("to").asText()).startsWith("2030-01-01");
    }
  }
}
