package dev.rayport.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rayport.PortalTest;
import dev.rayport.base.Refusal;
import dev.rayport.base.Slice;
import dev.rayport.base.SliceRequest;
import dev.rayport.tenant.Acting;
import dev.rayport.tenant.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@PortalTest
class TemplateSearchTests {

  private static final TemplateQuery ALL =
      new TemplateQuery(Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty());

  @Autowired private TemplateService templates;
  @Autowired private TemplateShelf shelf;

  @AfterEach
  void signOut() {
    Acting.nobody();
  }

  @Test
  void stretchesHoldBuiltInOnesAndOnesOwnByName() {
    Acting.as("search-a", "lea", Role.LEAD);
    templates.add(source("middle"));
    String early = source("scratch");
    shelf.add("search-a", TemplateReader.read(early), early, "lea");

    List<TemplateVersion> all = follow(2, request -> templates.slice(ALL, request));

    assertThat(all)
        .extracting(TemplateVersion::name)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains("cpu-small", "middle", "train-cpu");
    assertThat(all)
        .hasSameSizeAs(templates.list())
        .filteredOn(version -> version.name().equals("scratch"))
        .allMatch(version -> !version.builtIn());
    Acting.as("search-b", "eve", Role.VIEWER);
    assertThat(templates.slice(ALL, SliceRequest.first(200)).items())
        .extracting(TemplateVersion::name)
        .contains("scratch")
        .doesNotContain("middle");
  }

  @Test
  void versionsComeNewestFirst() {
    Acting.as("search-c", "lea", Role.LEAD);
    for (int i = 0; i < 11; i++) {
      templates.add(source("often"));
    }

    assertThat(follow(3, request -> templates.sliceVersions("often", ALL, request)))
        .extracting(TemplateVersion::version)
        .containsExactly(11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1);
    assertThat(
            catchThrowableOfType(
                    Refusal.class,
                    () -> templates.sliceVersions("often@1", ALL, SliceRequest.first(1)))
                .kind())
        .isEqualTo(Refusal.Kind.NOT_FOUND);
  }

  @Test
  void filtersNarrowTheList() {
    Acting.as("search-d", "lea", Role.LEAD);
    Instant before = templates.get("cpu-small").createdAt();
    templates.add(source("my-own"));
    Instant added = templates.get("my-own").createdAt();

    assertThat(names(owner("lea"))).containsExactly("my-own");
    assertThat(names(owner("rayport"))).contains("cpu-small").doesNotContain("my-own");
    assertThat(names(text("Y-O"))).containsExactly("my-own");
    assertThat(names(text("%"))).isEmpty();
    assertThat(names(created(Optional.of(before), Optional.empty()))).contains("my-own");
    assertThat(names(created(Optional.empty(), Optional.of(added))))
        .contains("cpu-small")
        .doesNotContain("my-own");
  }

  private List<String> names(TemplateQuery query) {
    return templates.slice(query, SliceRequest.first(200)).items().stream()
        .map(TemplateVersion::name)
        .toList();
  }

  private static TemplateQuery owner(String owner) {
    return new TemplateQuery(
        Optional.empty(), Optional.of(owner), "", Optional.empty(), Optional.empty());
  }

  private static TemplateQuery text(String text) {
    return new TemplateQuery(
        Optional.empty(), Optional.empty(), text, Optional.empty(), Optional.empty());
  }

  private static TemplateQuery created(Optional<Instant> after, Optional<Instant> before) {
    return new TemplateQuery(Optional.empty(), Optional.empty(), "", after, before);
  }

  private static <T> List<T> follow(int limit, Function<SliceRequest, Slice<T>> list) {
    List<T> all = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Slice<T> slice = list.apply(new SliceRequest(limit, cursor, Optional.empty()));
      assertThat(slice.items()).hasSizeLessThanOrEqualTo(limit);
      all.addAll(slice.items());
      cursor = slice.nextCursor();
    } while (cursor.isPresent());
    return all;
  }

  private static String source(String name) {
    return "name: %s\nstage: TRAINING\nray: 2.58.0\nhead: {cpus: 1, memory: 2Gi}\n".formatted(name);
  }
}
