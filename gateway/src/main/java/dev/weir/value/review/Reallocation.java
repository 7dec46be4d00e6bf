package dev.weir.value.review;

import dev.weir.base.stats.Confidence;
import dev.weir.base.stats.Estimate;
import dev.weir.base.stats.Point;
import dev.weir.base.stats.Unanswered;
import dev.weir.value.review.History.Costed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Budget moved to where the next dollar returns more, until the returns meet or the policy's caps
/// are reached. It proposes; nobody is moved by it.
///
/// @param lines by use case
/// @param unanswered use cases whose marginal return is not known, and why
public record Reallocation(List<Line> lines, Map<String, String> unanswered) {

  /// What the last dollar of a month brought.
  ///
  /// @param elasticity slope of ln value on ln cost
  /// @param cost dollars of a month
  /// @param marginal dollars of value that counts for one more dollar, at that cost: elasticity ×
  ///   value ÷ cost
  public record Return(Estimate elasticity, double cost, double marginal) {

    /// At another cost, by the same elasticity: `m · (C′/C)^(ε − 1)`.
    double at(double other) {
      return marginal * Math.pow(other / cost, elasticity.value() - 1);
    }

    /// The lower bound at another cost, by the elasticity's.
    double lowAt(double other) {
      return low() * Math.pow(other / cost, elasticity.low() - 1);
    }

    /// The bounds' returns, where it is now.
    double low() {
      return elasticity.value() == 0 ? 0 : marginal * elasticity.low() / elasticity.value();
    }

    double high() {
      return elasticity.value() == 0 ? 0 : marginal * elasticity.high() / elasticity.value();
    }
  }

  /// @param low and `high` bounds of `marginal`
  /// @param proposed dollars a month; all lines together propose what they cost now
  public record Line(
      String useCase, double now, double proposed, double marginal, double low, double high) {
    public double move() {
      return proposed - now;
    }
  }

  public Reallocation {
    lines = List.copyOf(lines);
    unanswered = Map.copyOf(unanswered);
  }

  public static Reallocation of(Map<String, History> histories, Policy policy) {
    Map<String, Return> returns = new TreeMap<>();
    Map<String, String> unanswered = new TreeMap<>();
    histories.forEach((useCase, history) -> {
      try {
        returns.put(useCase, marginal(history, policy));
      } catch (Unanswered why) {
        unanswered.put(useCase, String.valueOf(why.getMessage()));
      }
    });
    return new Reallocation(equalised(returns, policy.moves()), unanswered);
  }

  static Return marginal(History history, Policy policy) {
    List<Costed> months =
        history.costed().stream()
            .filter(month -> month.loaded() > 0 && month.value().sum() > 0)
            .toList();
    Point slope =
        Slope.of(
            Margin.array(months, month -> Math.log(month.loaded())),
            Margin.array(months, month -> Math.log(month.value().sum())));
    Confidence confidence = new Confidence(policy.evidence().confidence());
    List<Costed> window = Margin.newest(months, policy.evidence().months());
    double cost = window.stream().mapToDouble(Costed::loaded).average().orElseThrow();
    double counted = Math.max(0, Attribution.of(history).counted());
    double value =
        counted * window.stream().mapToDouble(each -> each.value().sum()).average().orElseThrow();
    return new Return(slope.within(confidence), cost, slope.value() * value / cost);
  }

  /// Steps from the lowest return to the highest, as long as the receiver's lower bound is above
  /// the giver's upper one, both may still be moved, and it is still the higher return.
  private static List<Line> equalised(Map<String, Return> returns, Policy.Moves moves) {
    Map<String, Double> at = new TreeMap<>();
    returns.forEach((useCase, each) -> at.put(useCase, each.cost()));
    double all = at.values().stream().mapToDouble(Double::doubleValue).sum();
    double step = all * moves.step();
    Optional<Move> move = next(returns, at, moves, step);
    while (move.isPresent()) {
      Move found = move.get();
      at.merge(found.from(), -step, Double::sum);
      at.merge(found.to(), step, Double::sum);
      move = next(returns, at, moves, step);
    }
    List<Line> lines = new ArrayList<>();
    returns.forEach((useCase, each) ->
        lines.add(
            new Line(
                useCase,
                each.cost(),
                at.getOrDefault(useCase, each.cost()),
                each.marginal(),
                each.low(),
                each.high())));
    return lines;
  }

  private record Move(String from, String to, double gain) {}

  private static Optional<Move> next(
      Map<String, Return> returns, Map<String, Double> at, Policy.Moves moves, double step) {
    List<Move> all = new ArrayList<>();
    returns.forEach((from, gives) -> {
      double less = at.getOrDefault(from, 0.0) - step;
      if (less < gives.cost() * (1 - moves.shareMax()) || less <= 0) {
        return;
      }
      returns.forEach((to, takes) -> {
        double more = at.getOrDefault(to, 0.0) + step;
        double gain = takes.at(more) - gives.at(less);
        boolean isShown = takes.low() > gives.high() && gain > 0;
        if (!to.equals(from) && isShown && more <= takes.cost() * (1 + moves.shareMax())) {
          all.add(new Move(from, to, gain));
        }
      });
    });
    return all.stream().max(Comparator.comparingDouble(Move::gain));
  }
}
