package dev.weir.flow.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.base.http.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderRulesTest {
  @ParameterizedTest
  @CsvSource({
    "accept, true",
    "content-type, true",
    "user-agent, true",
    "openai-beta, true",
    "anthropic-version, true",
    "anthropic-beta, true",
    "idempotency-key, true",
    "traceparent, true",
    "x-stainless-lang, true",
    "authorization, false",
    "x-api-key, false",
    "x-goog-api-key, false",
    "api-key, false",
    "cookie, false",
    "proxy-authorization, false",
    "openai-organization, false",
    "openai-project, false",
    "x-weir-use-case, false",
    "x-weir-tags, false",
    "x-forwarded-for, false",
    "x-forwarded-host, false",
    "forwarded, false",
    "x-real-ip, false",
    "via, false",
    "baggage, false",
    "referer, false",
    "origin, false",
    "host, false",
    "expect, false",
    "x-client-request-id, false",
    "x-amz-security-token, false",
    "cf-connecting-ip, false",
    "x-anything-else, false"
  })
  void aProviderGetsOnlyTheseFieldsOfACaller(String name, boolean passes) {
    Headers sent = HeaderRules.outbound(Headers.of(name, "planted"));

    assertThat(sent.get(name).isPresent()).isEqualTo(passes);
    assertThat(sent.get("accept-encoding")).contains("identity");
  }

  @Test
  void noCallerChoosesTheEncoding() {
    assertThat(HeaderRules.outbound(Headers.of("accept-encoding", "br")).all("accept-encoding"))
        .containsExactly("identity");
  }

  @ParameterizedTest
  @CsvSource({
    "content-type, true",
    "cache-control, true",
    "x-request-id, true",
    "request-id, true",
    "retry-after, true",
    "retry-after-ms, true",
    "x-should-retry, true",
    "openai-model, true",
    "openai-version, true",
    "openai-processing-ms, true",
    "x-ratelimit-remaining-tokens, true",
    "anthropic-ratelimit-tokens-reset, true",
    "content-encoding, true",
    "x-amzn-errortype, true",
    "x-amzn-requestid, true",
    "x-amzn-trace-id, false",
    "openai-organization, false",
    "openai-project, false",
    "anthropic-organization-id, false",
    "set-cookie, false",
    "authorization, false",
    "x-api-key, false",
    "www-authenticate, false",
    "server, false",
    "via, false",
    "x-powered-by, false",
    "cf-ray, false",
    "x-envoy-upstream-service-time, false",
    "strict-transport-security, false",
    "alt-svc, false",
    "location, false",
    "link, false",
    "access-control-allow-origin, false",
    "x-weir-cost-usd, false",
    "x-weir-call-id, false",
    "content-length, false",
    "trailer, false",
    "x-anything-else, false"
  })
  void aCallerGetsOnlyTheseFieldsOfAProvider(String name, boolean passes) {
    Headers answered = HeaderRules.inbound(Headers.of(name, "planted"));

    assertThat(answered.get(name).isPresent()).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "beta=true, beta=true",
    "limit=2&after_id=x%20y, limit=2&after_id=x%20y",
    "key=wk_1&beta=true&api_key=2, beta=true",
    "key=wk_1, ''",
    "access_token=3&&=4&KEY=5, ''",
    "%6bey=wk_1&beta, beta"
  })
  void aProviderGetsOnlyTheParametersItsRoutesKnow(String query, String sent) {
    assertThat(HeaderRules.query(query, "/v1/x", false)).isEqualTo(sent);
  }

  @Test
  void aParameterThatThePathHasIsNotTheCallersToGive() {
    assertThat(HeaderRules.query("api-version=1&beta=2&limit=3", "/x?api-version=2&limit=4", false))
        .isEqualTo("beta=2");
  }
}
