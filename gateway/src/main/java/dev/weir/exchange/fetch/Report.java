package dev.weir.exchange.fetch;

import dev.weir.exchange.bill.Form;
import dev.weir.exchange.bill.Kind;
import dev.weir.exchange.bill.Reading.Period;
import dev.weir.exchange.cloud.Storage;
import java.util.List;
import java.util.Optional;

/// Something that a source tells.
public sealed interface Report {

  /// As people call it.
  String name();

  Kind kind();

  /// What an administration API tells, day by day.
  ///
  /// @param name the last part of its path: `completions`, `costs`
  /// @param groups what its figures are told apart by
  record Daily(Api api, String name, Form form, String path, List<String> groups)
      implements Report {
    public Daily {
      groups = List.copyOf(groups);
    }

    @Override
    public Kind kind() {
      return form.kind();
    }

    /// @param page what the page before said
    String pathAndQuery(Period days, Optional<String> page) {
      return path + api.query(this, days, page);
    }
  }

  /// What a cloud exports into a storage, a table for each billing period.
  ///
  /// @param prefix what the keys of its objects begin with
  record Exports(Storage storage, String prefix) implements Report {
    @Override
    public String name() {
      return "exports";
    }

    @Override
    public Kind kind() {
      return Kind.BILL;
    }
  }
}
