package dev.weir.view.running;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.weir.view.page.Followed.Event;
import dev.weir.view.shape.Figure;
import java.util.List;

/// Tells of a page's figures when they differ. Of one browser; used by one thread.
final class FigureTail {
  private JsonNode told = JsonNodeFactory.instance.nullNode();

  /// @param figures in the order of the page
  List<Event> next(List<Figure> figures) {
    ArrayNode now = JsonNodeFactory.instance.arrayNode();
    figures.forEach(figure ->
        now.addObject().put("text", figure.amount().text()).put("exact", figure.amount().exact()));
    if (now.equals(told)) {
      return List.of();
    }
    told = now;
    return List.of(new Event("figures", now));
  }
}
