package dev.weir.view.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.weir.view.shape.Amount;
import dev.weir.view.shape.Moment;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An answer of the API, or a part of one, read field by field. What is not there is unknown: an
/// empty text, a dash, no lines.
///
/// @param node missing where nothing was told
/// @param refused why nothing was told; empty where something was
public record Line(JsonNode node, String refused) {

  /// For pages that say of each part why it is not there, instead of being refused as a whole.
  public static Line of(Answered answered) {
    return switch (answered) {
      case Answered.Told(JsonNode tree) -> new Line(tree, "");
      case Answered.Refused why -> new Line(MissingNode.getInstance(), why.message());
    };
  }

  public boolean isTold() {
    return !node.isMissingNode() && !node.isNull();
  }

  public Line at(String field) {
    return new Line(node.path(field), refused);
  }

  public List<Line> lines(String field) {
    return node.path(field).valueStream().map(each -> new Line(each, "")).toList();
  }

  /// The elements of a list of texts.
  public List<String> texts(String field) {
    return node.path(field).valueStream().map(JsonNode::asText).toList();
  }

  public Optional<String> find(String field) {
    return Optional.of(node.path(field))
        .filter(it -> it.isValueNode() && !it.isNull())
        .map(JsonNode::asText);
  }

  public String text(String field) {
    return find(field).orElse("");
  }

  /// A code as words: `soft launch`.
  public String words(String field) {
    return text(field).replace('_', ' ');
  }

  public boolean is(String field) {
    return node.path(field).asBoolean();
  }

  public Optional<BigDecimal> number(String field) {
    return Answers.number(node, field);
  }

  public Amount usd(String field) {
    return Amount.usd(number(field));
  }

  public Amount count(String field) {
    return Amount.count(number(field));
  }

  public Amount share(String field) {
    return Amount.share(number(field));
  }

  public Amount plain(String field) {
    return Amount.plain(number(field));
  }

  public Optional<Moment> moment(String field) {
    return find(field).map(Instant::parse).map(Moment::of);
  }
}
