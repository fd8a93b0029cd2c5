import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasi.WasiExitException;
import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.Parser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs the WebAssembly program FILE on Chicory's interpreter: Run FILE [ARG...].
 * It can use the files of the current directory. The exit code is the program's;
 * that of a trap is 134.
 */
final class Run {
  public static void main(String[] args) {
    var file = Path.of(args[0]);
    var arguments = new ArrayList<>(List.of(args));
    arguments.set(0, file.getFileName().toString());
    var options =
        WasiOptions.builder()
            .withStdin(System.in)
            .withStdout(System.out)
            .withStderr(System.err)
            .withArguments(arguments)
            .withDirectory(".", Path.of("."))
            .build();
    int code = 0;
    try (var wasi = WasiPreview1.builder().withOptions(options).build()) {
      var imports = ImportValues.builder().addFunction(wasi.toHostFunctions()).build();
      // Building the instance calls _start.
      Instance.builder(Parser.parse(file)).withImportValues(imports).build();
    } catch (WasiExitException exit) {
      code = exit.exitCode();
    } catch (ChicoryException error) {
      System.err.println(error.getMessage());
      code = 134;
    }
    System.out.flush();
    System.exit(code);
  }
}
