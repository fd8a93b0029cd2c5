// Runs the WebAssembly program FILE on wazero: wazero FILE [ARG...]. It can read
// the current directory. The exit code is the program's; that of a trap is 134.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
	"github.com/tetratelabs/wazero/sys"
)

func run(file string, args []string) error {
	binary, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	ctx := context.Background()
	// What clang's default output needs, and nothing of what wazero can do beyond.
	runtime := wazero.NewRuntimeWithConfig(ctx, wazero.NewRuntimeConfig())
	defer runtime.Close(ctx)
	if _, err := wasi_snapshot_preview1.Instantiate(ctx, runtime); err != nil {
		return err
	}
	config := wazero.NewModuleConfig().
		WithArgs(append([]string{filepath.Base(file)}, args...)...).
		WithStdin(os.Stdin).WithStdout(os.Stdout).WithStderr(os.Stderr).
		WithFSConfig(wazero.NewFSConfig().WithReadOnlyDirMount(".", ".")).
		WithRandSource(rand.Reader).
		WithSysWalltime().WithSysNanotime().WithSysNanosleep()
	_, err = runtime.InstantiateWithConfig(ctx, binary, config)
	return err
}

func main() {
	err := run(os.Args[1], os.Args[2:])
	var exit *sys.ExitError
	if errors.As(err, &exit) {
		os.Exit(int(exit.ExitCode()))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(134)
	}
}
