package dev.weir.flow.provider;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a vendor takes a wire's requests.
///
/// @param path what follows the path of a provider's URL: `/v1/messages`, and perhaps a query;
///   `{model}` stands for the model where the path names it, any other `{name}` for a value that
///   the provider's configuration places there
/// @param streamPath the same for a stream; the same path where the body says whether it is one
public record WirePath(String path, String streamPath) {
  private static final String MODEL = "model";
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)\\}");

  public WirePath {
    for (String each : List.of(path, streamPath)) {
      if (!each.matches("/[^?#\\s]*[^?#\\s/](\\?[^?#\\s]+)?")) {
        throw new IllegalArgumentException(
            "a wire's path begins with '/' and does not end with it, and what follows a '?' is no other '?', was '%s'"
                .formatted(each));
      }
    }
  }

  /// The names of what must be placed in the paths, but for the model.
  Set<String> places() {
    Set<String> places = new TreeSet<>();
    for (String each : List.of(path, streamPath)) {
      PLACE.matcher(each).results().map(found -> found.group(1)).forEach(places::add);
    }
    places.remove(MODEL);
    return places;
  }

  /// Where a request goes. The model's name is encoded, so that it stays one segment of the path.
  ///
  /// @param places values by the names of [#places], none of which needs to be encoded
  public String of(String model, boolean stream, Map<String, String> places) {
    String template = stream ? streamPath : path;
    if (template.indexOf('{') < 0) {
      return template;
    }
    Matcher place = PLACE.matcher(template);
    return place.replaceAll(found ->
        Matcher.quoteReplacement(
            found.group(1).equals(MODEL)
                ? URLEncoder.encode(model, StandardCharsets.UTF_8).replace("+", "%20")
                : places.getOrDefault(found.group(1), "")));
  }
}
