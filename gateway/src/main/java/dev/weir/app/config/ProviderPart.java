package dev.weir.app.config;

import dev.weir.flow.provider.Account;
import dev.weir.flow.provider.Families;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One provider: where it is, who Weir is to it, what it serves.
public record ProviderPart(
    @Formerly("dialect")
        @Meaning("whose manners it has: one of the families of [providers](providers.md#families)")
        String family,
    @Meaning("where it is, without `/v1`: the routes' own paths (`/v1/…`) follow it") URI url,
    @Meaning(
            "its credential: a key, or where `auth` is `sigv4` or `google` what"
                + " [providers](providers.md#credentials) says")
        SecretReference key,
    @Meaning("how it is told who asks: one of its family's ways; empty = the first of them")
        String auth,
    @Meaning("its name in the price book; empty = its own name") String prices,
    @Meaning(
            "names it serves: exact, or ending in `*`; empty = every model of the price book"
                + " under its name")
        List<String> models,
    @Meaning("its own names of models, by the names that calls and the price book have for them")
        Map<String, String> ids,
    @Meaning("what its family's paths name besides the model: `api_version`, `project` …")
        Map<String, String> place,
    @Meaning("measured maximum of input tokens per UTF-8 byte of a body; 1 is the provable bound")
        double tokensPerByte,
    @Meaning(
            "fields that are let go where a request is [translated](translation.md) for it and its"
                + " wire cannot say them, by the caller's names without indexes; empty = such a"
                + " request is refused")
        List<String> drop,
    @Meaning("whom Weir trusts there, and who Weir is to it") ProviderTls tls,
    @Meaning("through what it is reached") ProxyPart proxy,
    @Meaning(
            "whether it is offered HTTP/2, many calls on one connection; if it does not take that,"
                + " HTTP/1.1 is spoken")
        boolean http2,
    @Meaning(
            "how long an idle connection is kept, whole seconds; shorter than the provider's own"
                + " limit, or a request may meet a connection that is being closed")
        Duration keepAlive,
    @Meaning(
            "age at which a connection takes no new request, whole seconds, so that a change of"
                + " addresses is followed")
        Duration connectionLife,
    @Meaning("how fast it is asked: see [limits of providers](routing.md#limits-of-providers)")
        PacingPart pacing,
    @Meaning("what its [bills](reconciliation.md) call it, its keys and models")
        BilledPart billed) {
  private static final Families FAMILIES = Families.read();

  /// What is not required: [#family], [#url] and [#key] have no default.
  public static final Map<String, Object> DEFAULTS =
      Map.ofEntries(
          Map.entry("auth", ""),
          Map.entry("prices", ""),
          Map.entry("models", List.of()),
          Map.entry("ids", Map.of()),
          Map.entry("place", Map.of()),
          Map.entry("tokensPerByte", 1.0),
          Map.entry("drop", List.of()),
          Map.entry("tls", ProviderTls.DEFAULT),
          Map.entry("proxy", ProxyPart.DEFAULT),
          Map.entry("http2", false),
          Map.entry("keepAlive", Duration.ofSeconds(30)),
          Map.entry("connectionLife", Duration.ofMinutes(10)),
          Map.entry("pacing", PacingPart.DEFAULT),
          Map.entry("billed", BilledPart.DEFAULT));

  /// A provider with nothing but what is required.
  public static ProviderPart of(String family, URI url, SecretReference key) {
    return new ProviderPart(
        family,
        url,
        key,
        "",
        "",
        List.of(),
        Map.of(),
        Map.of(),
        1.0,
        List.of(),
        ProviderTls.DEFAULT,
        ProxyPart.DEFAULT,
        false,
        Duration.ofSeconds(30),
        Duration.ofMinutes(10),
        PacingPart.DEFAULT,
        BilledPart.DEFAULT);
  }

  public ProviderPart {
    models = List.copyOf(models);
    drop = List.copyOf(drop);
    for (String field : drop) {
      if (!field.matches("[!-~]( ?[!-~]){0,99}")) {
        throw new IllegalArgumentException(
            "drop names fields in 1 to 100 visible ASCII characters, was '%s'".formatted(field));
      }
    }
    ids = Map.copyOf(ids);
    place = Map.copyOf(place);
    var _ = Account.at(FAMILIES.named(family), auth, ids, place);
    Require.endpoint("url", url);
    if (url.getRawPath().matches(".*/v1/*")) {
      throw new IllegalArgumentException(
          "url must end before the routes' own /v1, which follows it, was '%s'".formatted(url));
    }
    Require.between("keep_alive (seconds)", keepAlive.toSeconds(), 1, 86_400);
    Require.between("connection_life (seconds)", connectionLife.toSeconds(), 1, 86_400);
    if (proxy.address().isPresent() && !"https".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException(
          "proxy.address needs an https url, for the proxy must not see the request; url was "
              + url);
    }
    if (http2 && !"https".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException(
          "http2 needs an https url, for it is agreed on in the handshake; url was " + url);
    }
    if (!(tokensPerByte > 0 && tokensPerByte <= 1)) {
      throw new IllegalArgumentException(
          "tokens_per_byte must be above 0 and at most 1, was " + tokensPerByte);
    }
  }
}
