package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.view.page.Followed;
import dev.weir.view.page.Visit;
import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Tone;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Tells of each call once, the newest first, at most a hundred at a time, and of the figures when
/// they differ.
final class CallTail implements Followed {
  private Set<String> told = Set.of();
  private final FigureTail figures = new FigureTail();

  @Override
  public List<Event> next(Visit visit) {
    List<Event> events = new ArrayList<>();
    JsonNode calls = visit.ask().get(CallRows.question(visit.now())).tree().required("calls");
    ArrayNode lines = JsonNodeFactory.instance.arrayNode();
    Set<String> seen = new HashSet<>();
    for (JsonNode call : calls) {
      String id = call.required("id").asText();
      seen.add(id);
      if (!told.contains(id)) {
        lines.add(line(call));
      }
    }
    told = seen;
    if (!lines.isEmpty()) {
      events.add(new Event("calls", lines));
    }
    events.addAll(figures.next(Live.figures(visit)));
    return events;
  }

  private static ArrayNode line(JsonNode call) {
    ArrayNode line = JsonNodeFactory.instance.arrayNode();
    List<Cell> cells = CallRows.cells(call);
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      ObjectNode told = line.addObject().put("text", cell.text());
      told.put("number", CallRows.COLUMNS.get(i).isNumber());
      cell.link().ifPresent(link -> told.put("path", link.path()));
      if (cell.tone() != Tone.PLAIN) {
        told.put("tone", cell.tone().code());
      }
    }
    return line;
  }
}
