package dev.rayport;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.asm.ClassReader;
import org.springframework.asm.ClassVisitor;
import org.springframework.asm.Handle;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;

/** A record's own toString prints all it holds, and ends up in logs and messages. */
class SecretsInWordsTests {

  private static final Set<String> SECRETS =
      Set.of(
          "token",
          "password",
          "adminPassword",
          "secret",
          "env",
          "environment",
          "inherited",
          "runtimeEnv",
          "specMap");

  @Test
  void recordsWithSecretsSayWhatTheyPrint() {
    assertThat(
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.rayport")
                    .stream()
                    .filter(JavaClass::isRecord)
                    .filter(SecretsInWordsTests::holdsSecrets)
                    .filter(SecretsInWordsTests::printsAll)
                    .map(JavaClass::getName)
                    .toList())
        .as("records that hold secrets and print all they hold")
        .isEmpty();
  }

  private static boolean holdsSecrets(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> !field.getRawType().isAssignableTo(Record.class))
        .map(JavaField::getName)
        .anyMatch(SECRETS::contains);
  }

  /** Whether the compiler wrote its toString. */
  private static boolean printsAll(JavaClass type) {
    String file = "/" + type.getName().replace('.', '/') + ".class";
    try (InputStream bytes = SecretsInWordsTests.class.getResourceAsStream(file)) {
      Generated generated = new Generated();
      new ClassReader(bytes).accept(generated, ClassReader.SKIP_DEBUG);
      return generated.found;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Generated extends ClassVisitor {
    boolean found;

    Generated() {
      super(Opcodes.ASM9);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return name.equals("toString") ? new Body() : null;
    }

    private final class Body extends MethodVisitor {
      Body() {
        super(Opcodes.ASM9);
      }

      @Override
      public void visitInvokeDynamicInsn(
          String name, String descriptor, Handle bootstrap, Object... arguments) {
        found |= bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods");
      }
    }
  }
}
