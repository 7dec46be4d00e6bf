package dev.weir.view.review;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.FormField;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;
import java.util.Optional;

/// A month's review, held or put together now.
///
/// @param month for people
/// @param standing one sentence: held when and by whom, or that it is a draft
/// @param files the same to take away
/// @param frozen what was held; empty for a draft
/// @param first tables before what is recommended, `last` those after it
/// @param moving the form that moves budget; empty where that cannot be done
/// @param hold the form that holds it; empty where that cannot be done
/// @param gaps what is not in the pack, and why
public record ReviewPage(
    String month,
    String standing,
    List<Figure> figures,
    List<Link> files,
    Optional<Frozen> frozen,
    List<Table> first,
    List<Advice> advice,
    List<Table> last,
    Optional<Moving> moving,
    Optional<Hold> hold,
    List<String> gaps) {
  public ReviewPage {
    figures = List.copyOf(figures);
    files = List.copyOf(files);
    first = List.copyOf(first);
    advice = List.copyOf(advice);
    last = List.copyOf(last);
    gaps = List.copyOf(gaps);
  }

  /// What was frozen, and what was learnt since.
  ///
  /// @param intact whether the pack still has its hash, in words
  /// @param narrative its lines beside those of the review before
  public record Frozen(
      String sha256, Cell intact, Table narrative, Decided decided, Table restatements) {}

  /// What is recommended of a use case.
  ///
  /// @param place on the page, from 0
  /// @param facts how sure that is, since when, why, in a sentence each
  /// @param reasons every criterion it was held against
  /// @param fields by which it is decided; none where nothing can be
  public record Advice(
      int place,
      String useCase,
      Cell verdict,
      List<String> facts,
      Table reasons,
      List<FormField> fields) {
    public Advice {
      facts = List.copyOf(facts);
      fields = List.copyOf(fields);
    }
  }

  /// @param error why it was not held, where that is about no field
  public record Hold(Optional<String> error, List<FormField> fields) {
    public Hold {
      fields = List.copyOf(fields);
    }
  }
}
