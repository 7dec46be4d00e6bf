package dev.weir.view.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/// Lists of prices read anew, all before the first is put in force.
record PriceUpdate(Api api, Terminal terminal, Optional<String> why) {

  /// @param named sources, which are remembered; none = those that are
  /// @return the report of each import
  ObjectNode of(List<PriceSource> named) {
    JsonNode settings = api.get(Api.path("settings"));
    List<PriceSource> sources = named.isEmpty() ? remembered(settings) : named;
    if (sources.isEmpty()) {
      throw new CommandFailure(
          Exit.USAGE, "no source of prices is known yet: name them with --from FORMAT=LOCATION");
    }
    List<PriceSource.Content> contents =
        sources.stream().map(source -> source.read(terminal)).toList();
    ObjectNode page = Json.object();
    ArrayNode imports = page.putArray("imports");
    for (int i = 0; i < sources.size(); i++) {
      imports.add(imported(sources.get(i), contents.get(i)));
    }
    if (!named.isEmpty()) {
      remember(settings, named);
    }
    return page;
  }

  private JsonNode imported(PriceSource source, PriceSource.Content content) {
    Query query = new Query();
    query.add("format", source.format());
    query.add("observed_at", content.observedAt().toString());
    query.add("why", why.orElse("update from " + source.location()));
    String path = Api.path("prices", "import") + query.text();
    return Json.read(api.text("POST", path, content.text(), "application/json"));
  }

  private static List<PriceSource> remembered(JsonNode settings) {
    return settings
        .path("prices")
        .path("sources")
        .valueStream()
        .map(each -> new PriceSource(each.path("format").asText(), each.path("location").asText()))
        .toList();
  }

  private void remember(JsonNode settings, List<PriceSource> named) {
    ObjectNode body = ((ObjectNode) settings).deepCopy();
    body.remove("version");
    ArrayNode sources = body.withObjectProperty("prices").putArray("sources");
    named.forEach(
        each -> sources.addObject().put("format", each.format()).put("location", each.location()));
    Query query = new Query();
    query.add("why", why.orElse("sources of prices"));
    query.add("expected_version", settings.path("version").asText());
    api.change("PUT", Api.path("settings") + query.text(), body);
  }
}
