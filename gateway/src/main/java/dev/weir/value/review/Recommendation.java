package dev.weir.value.review;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a history recommends by a policy, with every criterion it was held against.
public sealed interface Recommendation {
  /// In the order of [Criterion.Name].
  List<Criterion> criteria();

  /// Probability that the margin, value less loaded cost of an outcome, lies on the other side than
  /// this says; see [Margin]. Absent where the recommendation does not rest on the margin.
  OptionalDouble misclassified();

  /// More money: every criterion to double down holds, none to pull back.
  record Scale(List<Criterion> criteria, OptionalDouble misclassified) implements Recommendation {
    public Scale {
      criteria = List.copyOf(criteria);
    }
  }

  /// As it is: it pays, and not all of doubling down holds.
  record Continue(List<Criterion> criteria, OptionalDouble misclassified)
      implements Recommendation {
    public Continue {
      criteria = List.copyOf(criteria);
    }
  }

  /// It is not shown to lose money, but a criterion to pull back holds.
  ///
  /// @param because the first of them
  record Optimise(List<Criterion> criteria, OptionalDouble misclassified, Criterion.Name because)
      implements Recommendation {
    public Optimise {
      criteria = List.copyOf(criteria);
    }
  }

  /// It loses money at every volume that it can reach.
  record PullBack(List<Criterion> criteria, OptionalDouble misclassified)
      implements Recommendation {
    public PullBack {
      criteria = List.copyOf(criteria);
    }
  }

  /// Each outcome costs more than it is worth before any pool is shared out: no volume helps.
  record Sunset(List<Criterion> criteria, OptionalDouble misclassified) implements Recommendation {
    public Sunset {
      criteria = List.copyOf(criteria);
    }
  }

  /// Neither gain nor loss is shown.
  ///
  /// @param why what is missing
  record NotEnoughEvidence(List<Criterion> criteria, OptionalDouble misclassified, String why)
      implements Recommendation {
    public NotEnoughEvidence {
      criteria = List.copyOf(criteria);
    }
  }

  /// `scale`, `continue`, `optimise`, `pull_back`, `sunset`, `not_enough_evidence`.
  default String code() {
    return switch (this) {
      case Scale _ -> "scale";
      case Continue _ -> "continue";
      case Optimise _ -> "optimise";
      case PullBack _ -> "pull_back";
      case Sunset _ -> "sunset";
      case NotEnoughEvidence _ -> "not_enough_evidence";
    };
  }

  /// What it is about: the margin is one of cost; what is missing, or offered by others too, is of
  /// nothing that a workload weighs.
  default Optional<Concern> concern() {
    return switch (this) {
      case Scale _, Continue _, PullBack _, Sunset _ -> Optional.of(Concern.COST);
      case Optimise optimise -> optimise.because().concern();
      case NotEnoughEvidence _ -> Optional.empty();
    };
  }

  default Optional<Criterion> criterion(Criterion.Name name) {
    return criteria().stream().filter(each -> each.name() == name).findFirst();
  }
}
