using Foray.Configuration.Diagnostics;
using Foray.Experiments.Events;
using Microsoft.Extensions.Logging;

namespace Foray.Cli.Output;

/// <summary>A line per event, for pipes and log files; problems go to the error stream.</summary>
internal sealed class PlainProgress(TextWriter output, TextWriter errors, bool debug) : IRunObserver
{
    public void On(RunEvent happened)
    {
        if (happened is Reported reported)
            errors.Write(DiagnosticText.Format([reported.Diagnostic]));
        else if (happened is LogLine line && (line.Level >= LogLevel.Information || debug))
            errors.WriteLine($"{line.Source}: {line.Text}");
        else if (EventText.Of(happened) is { } text)
            output.WriteLine(text);
    }
}
