package dev.weir.app;

import dev.weir.app.config.ProviderTls;
import dev.weir.app.config.ProxyPart;
import dev.weir.base.http.Certificate;
import dev.weir.base.http.Destinations;
import dev.weir.base.http.Origin;
import dev.weir.base.http.Transport;
import java.net.URI;
import java.util.Map;

/// How Weir goes to what an operator has named: anywhere but to where clouds hand out credentials.
final class Egress {
  private Egress() {}

  /// A certificate whose key is another's would only be noticed by the other side.
  static Transport transport(
      ProviderTls tls, ProxyPart proxy, boolean http2, Map<String, String> environment) {
    tls.certificate().ifPresent(chain -> Certificate.read(chain, tls.privateKey().orElseThrow()));
    return new Transport(
        tls.ca(),
        tls.certificate()
            .map(chain -> new Transport.Certificate(chain, tls.privateKey().orElseThrow())),
        proxy
            .address()
            .map(address ->
                new Transport.Proxy(
                    address.host(),
                    address.port(),
                    proxy.user().orElse(""),
                    proxy.password().map(each -> each.resolve(environment::get)).orElse(""))),
        Destinations.NO_METADATA,
        http2);
  }

  /// Refused here where the address is text; a name is judged by what it leads to, at each connect.
  ///
  /// @param key of the configuration, for messages
  /// @param who is not to be there
  static Origin origin(String key, URI url, String who) {
    try {
      Origin origin = Origin.of(url);
      Destinations.NO_METADATA
          .refusal(origin.host())
          .ifPresent(why -> {
            throw new IllegalArgumentException("%s, which no %s may be at".formatted(why, who));
          });
      return origin;
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(key + ": " + wrong.getMessage(), wrong);
    }
  }
}
