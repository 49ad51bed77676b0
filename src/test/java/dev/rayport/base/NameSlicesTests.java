package dev.rayport.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NameSlicesTests {

  @Test
  void stretchesFollowEachOtherWhateverComesAndGoes() {
    Slice<String> first = slice(List.of("c", "a", "b"), Optional.empty(), Optional.empty());
    Slice<String> second = slice(List.of("aa", "c", "d"), first.nextCursor(), Optional.empty());

    assertThat(first.items()).containsExactly("a", "b");
    assertThat(second.items()).containsExactly("c", "d");
    assertThat(second.nextCursor()).isEmpty();
  }

  @Test
  void theyCanBeReadBackwards() {
    Optional<String> backwards = Optional.of("-name");
    Slice<String> first = slice(List.of("a", "c", "b"), Optional.empty(), backwards);

    assertThat(first.items()).containsExactly("c", "b");
    assertThat(slice(List.of("a", "c", "b"), first.nextCursor(), backwards).items())
        .containsExactly("a");
  }

  @Test
  void anotherOrdersCursorOrSortIsRefused() {
    Slice<String> first = slice(List.of("a", "b", "c"), Optional.empty(), Optional.empty());

    assertThat(refused(first.nextCursor(), Optional.of("-name"))).isEqualTo("cursor");
    assertThat(refused(Optional.of("§"), Optional.empty())).isEqualTo("cursor");
    assertThat(refused(Optional.empty(), Optional.of("age"))).isEqualTo("sort");
  }

  private static String refused(Optional<String> cursor, Optional<String> sort) {
    return catchThrowableOfType(Refusal.class, () -> slice(List.of("a"), cursor, sort))
        .errors()
        .getFirst()
        .field();
  }

  private static Slice<String> slice(
      List<String> items, Optional<String> cursor, Optional<String> sort) {
    return NameSlices.of(items, Function.identity(), new SliceRequest(2, cursor, sort));
  }
}
