package dev.weir.flow.name;

import dev.weir.base.wire.JsonCursor;
import dev.weir.base.wire.JsonFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A label being read: a split where it says so, else a frozen prompt.
final class LabelDraft {
  static final String KNOWN = "prompt, version, model, defaults, variables, blocks; or split, by";

  private final List<Block> blocks = new ArrayList<>();
  private String prompt = "";
  private int version;
  private String model = "";
  private Defaults defaults = Defaults.NONE;
  private SortedMap<String, Variable> variables = new TreeMap<>();
  private Optional<List<Label.Arm>> arms = Optional.empty();
  private String by = "";

  boolean member(String name, JsonCursor value) throws JsonFault {
    switch (name) {
      case "prompt" -> prompt = Form.text(value);
      case "version" -> version = Form.whole(value);
      case "model" -> model = Form.text(value);
      case "defaults" -> defaults = Defaults.read(value);
      case "variables" -> variables = Variable.readAll(value);
      case "blocks" -> Form.list(value, each -> blocks.add(Block.read(each)));
      case "split" -> arms = Optional.of(arms(value));
      case "by" -> by = Form.text(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static List<Label.Arm> arms(JsonCursor cursor) throws JsonFault {
    List<Label.Arm> arms = new ArrayList<>();
    Form.list(cursor, each -> arms.add(Label.Arm.read(each)));
    return arms;
  }

  Label made() {
    if (arms.isPresent()) {
      return new Label.Split(arms.get(), by);
    }
    return new Frozen(prompt, version, model, defaults, variables, blocks);
  }
}
