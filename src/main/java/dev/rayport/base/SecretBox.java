package dev.rayport.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Keeps secrets unreadable in the database: AES-256-GCM under a key in a file, {@code
 * $RAYPORT_HOME/secret.key} unless another is named, which a backup of the database does not hold.
 */
@Component
public class SecretBox {

  private static final String PREFIX = "v1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private final SecureRandom random = new SecureRandom();
  private final Path file;
  private final SecretKeySpec key;

  SecretBox(RayportProperties properties, SecretKeyProperties named) {
    Path given = named.file();
    this.file = given == null ? properties.home().resolve("secret.key") : given;
    this.key = new SecretKeySpec(given == null ? ownKey(file) : keyIn(file), "AES");
  }

  /** Where the key lies. */
  Path file() {
    return file;
  }

  /** Text that {@link #open} turns back; differs each time. */
  public String seal(String secret) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, secret.getBytes(StandardCharsets.UTF_8), 0);
    byte[] whole = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE_BYTES, sealed.length);
    return PREFIX + Base64.getEncoder().encodeToString(whole);
  }

  /**
   * @throws IllegalArgumentException for what was not sealed with this portal's key, or was changed
   */
  public String open(String sealed) {
    if (!sealed.startsWith(PREFIX)) {
      throw new IllegalArgumentException("Not a sealed secret");
    }
    byte[] whole = Base64.getDecoder().decode(sealed.substring(PREFIX.length()));
    if (whole.length < NONCE_BYTES) {
      throw new IllegalArgumentException("Not a sealed secret");
    }
    byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
    return new String(
        crypt(Cipher.DECRYPT_MODE, nonce, whole, NONCE_BYTES), StandardCharsets.UTF_8);
  }

  /**
   * A secret of 256 bits in hexadecimal that whoever holds the key can compute again and nobody
   * else can; the same for the same purpose.
   */
  public String derive(String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HMAC-SHA256 is missing", e);
    }
  }

  private byte[] crypt(int mode, byte[] nonce, byte[] input, int offset) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(input, offset, input.length - offset);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException(
          "A stored secret cannot be opened: secret.key in RAYPORT_HOME is not the one it was"
              + " sealed with",
          e);
    }
  }

  private byte[] ownKey(Path file) {
    try {
      PrivateFile.once(file, this::freshKey);
    } catch (IOException e) {
      throw new UncheckedIOException("The key file %s cannot be made".formatted(file), e);
    }
    return keyIn(file);
  }

  private static byte[] keyIn(Path file) {
    try {
      byte[] bytes = Base64.getDecoder().decode(Files.readString(file).strip());
      if (bytes.length == KEY_BYTES) {
        return bytes;
      }
    } catch (IOException e) {
      throw new CannotStart(
          "The key file %s cannot be read (%s).".formatted(file, e),
          "Name the file with the portal's key in RAYPORT_SECRETKEY_FILE.");
    } catch (IllegalArgumentException e) {
      // As one of another length.
    }
    throw new CannotStart(
        "The key file %s holds no key of 256 bits.".formatted(file),
        "Put back the portal's own key; for a new portal make one: openssl rand -base64 32");
  }

  private byte[] freshKey() {
    byte[] fresh = new byte[KEY_BYTES];
    random.nextBytes(fresh);
    return Base64.getEncoder().encode(fresh);
  }
}
