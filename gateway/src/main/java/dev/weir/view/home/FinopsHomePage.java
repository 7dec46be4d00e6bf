package dev.weir.view.home;

import dev.weir.view.shape.EmptyState;
import dev.weir.view.shape.Figure;
import dev.weir.view.shape.Table;
import dev.weir.view.shape.Trend;
import java.util.List;
import java.util.Optional;

/// What a FinOps lead sees first.
///
/// @param period in words
/// @param attention what somebody has to look at, one line each
/// @param days cost by day
/// @param bridge of one use case's cost per outcome
/// @param bridgeSummary what moved it most, in words; empty = nothing is known
/// @param noBridge what is said then
public record FinopsHomePage(
    String period,
    List<Figure> figures,
    List<String> attention,
    Trend days,
    EmptyState noDays,
    Table providers,
    Table budgets,
    Trend bridge,
    Optional<String> bridgeSummary,
    EmptyState noBridge,
    Table opportunities) {
  public FinopsHomePage {
    figures = List.copyOf(figures);
    attention = List.copyOf(attention);
  }
}
