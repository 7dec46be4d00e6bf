package dev.weir.flow.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Where a vendor takes a wire's requests.
///
/// @param path what follows the path of a provider's URL: `/v1/messages`; `{model}` stands for the
///   model where the path names it
/// @param streamPath the same for a stream; the same path where the body says whether it is one
public record WirePath(String path, String streamPath) {
  private static final String MODEL = "{model}";

  public WirePath {
    for (String each : List.of(path, streamPath)) {
      if (!each.matches("/[^?#\\s]*[^?#\\s/]")) {
        throw new IllegalArgumentException(
            "a wire's path begins with '/' and ends with neither '/' nor a query, was '%s'"
                .formatted(each));
      }
    }
  }

  /// Where a request goes. The model's name is encoded, so that it stays one segment of the path.
  public String of(String model, boolean stream) {
    String template = stream ? streamPath : path;
    return template.contains(MODEL)
        ? template.replace(
            MODEL, URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20"))
        : template;
  }
}
