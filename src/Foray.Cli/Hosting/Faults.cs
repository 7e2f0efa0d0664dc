using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Hosting;

/// <summary>Exceptions that reached the top.</summary>
internal static class Faults
{
    public static int Report(Exception error, bool debug)
    {
        switch (error)
        {
            case OperationCanceledException:
                return ExitCode.Interrupted;
            case DiagnosticException failure:
                DiagnosticOutput.WriteErrors(failure.Diagnostics);
                if (debug && failure.InnerException is { } cause)
                    Console.Error.WriteLine(cause);
                return ExitCode.Of(failure.Diagnostics);
            case IOException or UnauthorizedAccessException:
                DiagnosticOutput.WriteErrors([Diagnostic.Error("FORAY300", error.Message, "see that the file or folder is there and may be used")]);
                return ExitCode.Environment;
            default:
                DiagnosticOutput.WriteErrors([Diagnostic.Error("FORAY900", $"Foray failed: {error.Message}", "this is a fault of Foray; run again with --debug for its stack trace, and report it")]);
                if (debug)
                    Console.Error.WriteLine(error);
                return ExitCode.Failed;
        }
    }
}
