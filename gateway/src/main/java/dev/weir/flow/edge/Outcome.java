package dev.weir.flow.edge;

import dev.weir.base.http.Headers;
import dev.weir.flow.dialect.AnswerEdit;
import dev.weir.flow.entry.Ending;
import dev.weir.flow.health.Result;
import dev.weir.flow.route.Fault;
import java.time.Duration;
import java.util.Optional;

/// What came of an attempt, told when its reservation has been ended.
sealed interface Outcome {

  /// How the target did.
  ///
  /// @param took how long an answer let its caller wait
  default Result result(Duration took) {
    return switch (this) {
      case Answered answered when answered.ending() == Ending.PROVIDER_ERROR -> new Result.Badly();
      case Answered _ -> new Result.Well(took);
      case Failed failed -> result(failed.fault());
      case Torn torn -> result(torn.fault());
      case Left _, Broken _ -> new Result.Unsaid();
    };
  }

  private static Result result(Fault fault) {
    return fault.kind().ofTheTarget() ? new Result.Badly() : new Result.Unsaid();
  }

  /// The caller has the answer as the provider gave it.
  record Answered(Ending ending) implements Outcome {}

  /// The caller had left by then: nobody is there to be told, or to be answered by another attempt.
  record Left(Ending ending) implements Outcome {}

  /// Nothing of it was visible: the caller is still to be answered, by another attempt or by this
  /// one's failure.
  ///
  /// @param theirs what the provider answered, where the caller may read it
  record Failed(Fault fault, Optional<ErrorAnswer> theirs) implements Outcome {}

  /// The caller has seen a part of the answer, and is still to be told that no more comes.
  ///
  /// @param broken has the words for it; absent: Weir's own are said
  record Torn(Fault fault, Optional<AnswerEdit.Broken> broken) implements Outcome {}

  /// A defect of Weir ended it; told once more where the defect was in what another outcome led to.
  record Broken() implements Outcome {}

  /// A provider's whole answer with an error status.
  ///
  /// @param headers as the caller gets them
  @SuppressWarnings("ArrayRecordComponent") // a body is moved, never compared
  record ErrorAnswer(int status, Headers headers, byte[] body) {}
}
