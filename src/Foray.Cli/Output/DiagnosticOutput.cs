using Foray.Configuration.Diagnostics;
using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Output;

/// <summary>Diagnostics for people.</summary>
internal static class DiagnosticOutput
{
    public static void WriteErrors(IReadOnlyList<Diagnostic> diagnostics) => Console.Error.Write(DiagnosticText.Format(diagnostics));
}
