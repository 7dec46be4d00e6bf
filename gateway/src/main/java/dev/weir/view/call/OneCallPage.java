package dev.weir.view.call;

import dev.weir.view.shape.Cell;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Form;
import dev.weir.view.shape.Link;
import dev.weir.view.shape.Table;
import java.util.List;

/// @param summary when, how and for what it came, in one line
/// @param refusal why it was not admitted; empty = it was
/// @param versions of the books it was priced with, a sentence each
/// @param tables from its attempts to what came of it
/// @param tags everything it is counted by; each leads to the others of its value
/// @param doubts what its figures lack, or who sees them lacks
/// @param forms by which it is put right
public record OneCallPage(
    String id,
    String summary,
    List<Figure> figures,
    String refusal,
    List<Cell> versions,
    List<Table> tables,
    Table tags,
    List<String> doubts,
    List<Form> forms,
    Link raw) {
  public OneCallPage {
    figures = List.copyOf(figures);
    versions = List.copyOf(versions);
    tables = List.copyOf(tables);
    doubts = List.copyOf(doubts);
    forms = List.copyOf(forms);
  }
}
