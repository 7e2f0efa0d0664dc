using Foray.Cli.Output;
using Foray.Sdk.Diagnostics;
using Foray.Stations.Client;

namespace Foray.Cli.Commands.Programs;

/// <summary>Shows what becomes of a submission: what its programs print as it is, a line for each move on a terminal, and nothing of a normal end.</summary>
internal sealed class SubmissionWatch(string id)
{
    /// <summary>Code of an end that a newer station tells.</summary>
    private const string UnknownEnd = "FORAY516";

    private static readonly string[] NormalEnds = ["returned", "exited"];

    /// <summary>Whether a program ended in another way than by itself.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Shows an event.</summary>
    public void Show(ProgramNews news)
    {
        switch (news.Kind)
        {
            case "printed":
                var stream = (string?)news.Content["stream"] == "stderr" ? Console.Error : Console.Out;
                stream.Write((string?)news.Content["text"]);
                stream.Flush();
                break;
            case "ended":
                ShowEnd(news);
                break;
            case "moved" or "cloned" when !Console.IsErrorRedirected:
                Console.Error.WriteLine($"{Label(news)}: {news.Kind} to {(string?)news.Content["station"]}");
                break;
        }
    }

    private void ShowEnd(ProgramNews news)
    {
        if (NormalEnds.Contains((string?)news.Content["end"]))
            return;
        HasFailed = true;
        if ((string?)news.Content["trace"] is { Length: > 0 } trace)
            Console.Error.WriteLine(trace.TrimEnd());
        DiagnosticOutput.WriteErrors([Diagnostic.Error((string?)news.Content["code"] ?? UnknownEnd, (string?)news.Content["message"] ?? "the program ended", null)]);
    }

    private string Label(ProgramNews news) => news.Program == id ? "the program" : $"clone {news.Program[..8]}";
}
