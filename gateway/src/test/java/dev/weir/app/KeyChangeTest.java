package dev.weir.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.Gateway.Reply;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A key's settings change over the API, as new versions; its secret stays.
@Timeout(60)
class KeyChangeTest {
  private Gateway gateway;
  private String secret;
  private String id;

  @BeforeEach
  void start(@TempDir Path data) {
    gateway = new Gateway(data);
    secret = gateway.ready("triage");
    id = gateway.get("/api/v1/keys").json().path("keys").path(0).path("id").asText();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private Reply change(String query, String patch) {
    return gateway.control("PATCH", "/api/v1/keys/" + id + query, patch);
  }

  private JsonNode key() {
    return gateway.get("/api/v1/keys/" + id).json();
  }

  private String refused(String patch) {
    return change("", patch).json().path("error").path("message").asText();
  }

  @Test
  void theNextCallIsJudgedByTheChange() {
    assertThat(gateway.chat(secret).status()).isEqualTo(200);

    assertThat(change("", "{\"models\":[\"gpt-4o-mini\"]}").status()).isEqualTo(200);
    assertThat(gateway.chat(secret).status()).isEqualTo(403);
    assertThat(change("", "{\"models\":null}").status()).isEqualTo(200);
    assertThat(gateway.chat(secret).status()).isEqualTo(200);
    assertThat(change("", "{\"fixed_tags\":{\"role\":null}}").status()).isEqualTo(200);
    assertThat(gateway.chat(secret).json().path("error").path("code").asText())
        .isEqualTo("tags_missing");
    assertThat(change("", "{\"on_missing\":\"quarantine\"}").status()).isEqualTo(200);
    assertThat(gateway.chat(secret).status()).isEqualTo(200);
    assertThat(change("", "{\"expires\":\"2020-01-01T00:00:00Z\"}").status()).isEqualTo(200);
    assertThat(gateway.chat(secret).status()).isEqualTo(401);
    assertThat(change("", "{\"expires\":null}").status()).isEqualTo(200);
    assertThat(gateway.chat(secret).status()).isEqualTo(200);
  }

  @Test
  void whatIsNotNamedStaysAndEveryVersionSaysWhoAndWhy() {
    JsonNode before = key();

    Reply changed =
        change(
            "?why=reorganisation",
            """
            {"name":"sorting","fixed_tags":{"department":"care","team":"one"},
             "settable_tags":["session"],"trusts_user_tags":true,"distinct_max":7,
             "purposes":["judge"]}
            """);

    assertThat(changed.json().path("version").asInt()).isEqualTo(2);
    JsonNode after = key();
    assertThat(after.path("name").asText()).isEqualTo("sorting");
    assertThat(after.path("fixed_tags").toString())
        .isEqualTo(
            """
            {"department":"care","environment":"test","role":"engineer","team":"one",\
            "use_case":"triage"}\
            """);
    assertThat(after.path("settable_tags").toString()).isEqualTo("[\"session\"]");
    assertThat(after.path("trusts_user_tags").asBoolean()).isTrue();
    assertThat(after.path("distinct_max").asInt()).isEqualTo(7);
    assertThat(after.path("purposes").toString()).isEqualTo("[\"judge\"]");
    for (String same : new String[] {"id", "models", "on_missing", "created", "expires"}) {
      assertThat(after.path(same)).as(same).isEqualTo(before.path(same));
    }
    JsonNode newest = gateway.get("/api/v1/history/key/" + id).json().path("versions").path(0);
    assertThat(newest.path("version").asInt()).isEqualTo(2);
    assertThat(newest.path("why").asText()).isEqualTo("reorganisation");
    assertThat(newest.path("who").asText()).startsWith("first (op_");
    assertThat(newest.path("at").asText()).isEqualTo(changed.json().path("at").asText());
  }

  @Test
  void aChangeAgainstAnOlderVersionIsAConflict() {
    assertThat(change("?expected_version=1", "{\"distinct_max\":5}").status()).isEqualTo(200);
    Reply late = change("?expected_version=1", "{\"distinct_max\":6}");

    assertThat(late.status()).isEqualTo(409);
    assertThat(late.text()).contains("version 2");
    assertThat(key().path("distinct_max").asInt()).isEqualTo(5);
  }

  @Test
  void whatCannotBeChangedIsNamedAndNothingChanges() {
    assertThat(refused("{\"secrets\":[]}")).contains("secrets", "fixed_tags");
    assertThat(refused("{\"colour\":null}")).contains("colour");
    assertThat(refused("{}")).contains("nothing to change");
    assertThat(refused("{\"name\":null}")).contains("name");
    assertThat(refused("{\"distinct_max\":0}")).contains("1 to 100000", "was 0");
    assertThat(refused("{\"settable_tags\":[\"user\"]}")).contains("user");
    assertThat(refused("{\"fixed_tags\":{\"model\":\"x\"}}")).contains("model");
    assertThat(refused("{\"fixed_tags\":\"x\"}")).contains("fixed_tags", "an object");
    assertThat(gateway.control("PATCH", "/api/v1/keys/key_none", "{\"name\":\"x\"}").status())
        .isEqualTo(404);
    assertThat(key().path("version").asInt()).isEqualTo(1);
  }

  @Test
  void aRevokedKeyChangesNoMore() {
    assertThat(gateway.control("POST", "/api/v1/keys/" + id + "/revoke", "").status())
        .isEqualTo(200);

    assertThat(refused("{\"expires\":null}")).contains("revoked");
  }

  @Test
  void onlyAnAdminChangesKeys() {
    String finops = gateway.operator("finops");

    Reply reply = gateway.control(finops, "PATCH", "/api/v1/keys/" + id, "{\"models\":null}");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(key().path("version").asInt()).isEqualTo(1);
  }
}
