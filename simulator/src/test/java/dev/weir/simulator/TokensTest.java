package dev.weir.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TokensTest {
  private static final String METADATA =
      "/computeMetadata/v1/instance/service-accounts/default/token";
  private static final String VERTEX =
      "/v1/projects/p/locations/l/publishers/google/models/gemini-2.5-flash:generateContent";
  private static final String BODY =
      "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"[[sim in=1 out=1]]\"}]}]}";

  private static HttpResponse<String> token(Running simulator, String form) throws Exception {
    return simulator.send(
        simulator
            .request("/token")
            .header("content-type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build());
  }

  private static int asked(Running simulator, String token) throws Exception {
    return simulator
        .send(
            simulator
                .request(VERTEX)
                .header("authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(BODY))
                .build())
        .statusCode();
  }

  @Test
  void aTokenIsGivenToAnAssertionARefreshTokenAndAMachine() throws Exception {
    try (Running simulator = Running.with("--token-life", "600")) {
      JsonNode first =
          Running.JSON.readTree(
              token(
                      simulator,
                      "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=a.b.c")
                  .body());
      JsonNode second =
          Running.JSON.readTree(
              token(simulator, "grant_type=refresh_token&refresh_token=r").body());
      HttpResponse<String> third =
          simulator.send(
              simulator.request(METADATA).header("metadata-flavor", "Google").GET().build());

      assertThat(first.path("expires_in").asInt()).isEqualTo(600);
      assertThat(third.statusCode()).isEqualTo(200);
      assertThat(asked(simulator, first.path("access_token").asText())).isEqualTo(200);
      assertThat(asked(simulator, second.path("access_token").asText())).isEqualTo(200);
      assertThat(asked(simulator, "another")).isEqualTo(401);
    }
  }

  @Test
  void nothingElseGetsOne() throws Exception {
    try (Running simulator = Running.with()) {
      assertThat(token(simulator, "grant_type=password").statusCode()).isEqualTo(400);
      assertThat(token(simulator, "grant_type=refresh_token").body()).contains("invalid_grant");
      assertThat(simulator.send(simulator.request(METADATA).GET().build()).statusCode())
          .isEqualTo(400);
      assertThat(asked(simulator, "any")).isEqualTo(200);
    }
  }
}
