package dev.weir.flow.books;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.flow.catalogue.Catalogue;
import dev.weir.flow.catalogue.ModelLimits;
import dev.weir.flow.catalogue.ModelPrices;
import dev.weir.flow.catalogue.PriceCell;
import dev.weir.flow.difference.Dispute;
import dev.weir.flow.difference.Place;
import dev.weir.flow.difference.Sources;
import dev.weir.flow.difference.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/// Disputes about prices as JSON, whose prices are catalogues of one model; and what a change of
/// catalogues does to them. The id of one is that of its place.
public final class DisputeText {
  private static final String IN_FORCE = "in force";

  private DisputeText() {}

  public static ObjectNode write(Dispute dispute) {
    Place place = dispute.place();
    ObjectNode body = Json.newObject();
    body.put("state", dispute.state().name().toLowerCase(Locale.ROOT));
    body.set("in_force", write(place, new Statement(IN_FORCE, false, dispute.inForce())));
    ArrayNode stated = body.putArray("stated");
    dispute.stated().forEach(statement -> stated.add(write(place, statement)));
    return body;
  }

  private static ObjectNode write(Place place, Statement statement) {
    ModelPrices model =
        new ModelPrices(
            place.provider(),
            place.model(),
            List.of(),
            ModelLimits.UNSTATED,
            statement.cells(),
            List.of());
    return Json.object(
        new Catalogue(statement.catalogue(), statement.imported(), List.of(model), List.of())
            .toJson());
  }

  public static Dispute read(String id, ObjectNode body) {
    Fields fields = new Fields("dispute '%s'".formatted(id), body);
    Catalogue inForce = catalogue(id, body.path("in_force"));
    ModelPrices model = inForce.models().getFirst();
    List<Statement> stated = new ArrayList<>();
    for (JsonNode each : body.path("stated")) {
      Catalogue source = catalogue(id, each);
      List<PriceCell> cells = source.models().getFirst().cells();
      stated.add(new Statement(source.name(), source.imported(), cells));
    }
    Place place = Place.of(model, model.cells().getFirst());
    if (!place.id().equals(id)) {
      throw new IllegalArgumentException(
          "dispute '%s' is about %s, whose id is %s".formatted(id, place, place.id()));
    }
    return new Dispute(
        place,
        fields.choice("state", Dispute.State.class, Dispute.State.OPEN),
        model.cells(),
        stated);
  }

  private static Catalogue catalogue(String id, JsonNode node) {
    Catalogue catalogue = Catalogue.parse(Json.write(node));
    if (catalogue.models().size() != 1 || catalogue.models().getFirst().cells().isEmpty()) {
      throw new IllegalArgumentException(
          "dispute '%s': '%s' has one model with prices".formatted(id, catalogue.name()));
    }
    return catalogue;
  }

  static Sources sources(Content content) {
    List<Dispute> disputes = new ArrayList<>();
    content.of(Kind.DISPUTE).forEach((id, body) -> disputes.add(read(id, body)));
    return new Sources(catalogues(content), disputes);
  }

  private static List<Catalogue> catalogues(Content content) {
    List<Catalogue> catalogues = new ArrayList<>();
    content
        .of(Kind.PRICES)
        .forEach((id, body) -> catalogues.add(Catalogue.parse(Json.write(body))));
    return catalogues;
  }

  /// These changes, and those of the disputes that other catalogues bring about or end. A decision
  /// about a dispute has to be about what its sources state.
  static List<Change> completed(List<Change> changes, Content content, Sources before, Instant at) {
    List<Change> decisions =
        changes.stream().filter(change -> change.kind() == Kind.DISPUTE).toList();
    List<Change> prices = changes.stream().filter(change -> change.kind() == Kind.PRICES).toList();
    if (!decisions.isEmpty() && !prices.isEmpty()) {
      throw new IllegalArgumentException("disputes are decided in publications without catalogues");
    }
    decisions.forEach(change -> before.requireCurrent(read(change.id(), change.body())));
    if (prices.isEmpty()) {
      return changes;
    }
    List<Change> all = new ArrayList<>(changes);
    Map<String, ObjectNode> stored = content.of(Kind.DISPUTE);
    Map<String, ObjectNode> ended = new TreeMap<>(stored);
    Change cause = prices.getFirst();
    for (Dispute dispute : before.after(catalogues(content.with(changes, at)), at)) {
      String id = dispute.place().id();
      ObjectNode body = write(dispute);
      ended.remove(id);
      if (!body.equals(stored.get(id))) {
        all.add(follows(cause, id, body, false, "sources differ"));
      }
    }
    ended.forEach((id, body) -> all.add(follows(cause, id, body, true, "its sources moved on")));
    return all;
  }

  private static Change follows(
      Change cause, String id, ObjectNode body, boolean retired, String what) {
    return new Change(
        Kind.DISPUTE,
        id,
        body,
        retired,
        OptionalInt.empty(),
        cause.who(),
        "%s since the change of '%s'".formatted(what, cause.id()));
  }
}
