using Foray.Sdk.Diagnostics;

namespace Foray.Cli.Output;

/// <summary>Asks the person at the terminal.</summary>
internal static class Confirmation
{
    /// <summary>Goes on where the answer is yes, or was given beforehand.</summary>
    /// <param name="question">The question.</param>
    /// <param name="isGiven">True where the command line has <c>--yes</c>.</param>
    /// <exception cref="DiagnosticException">The answer is no, or there is nobody to ask.</exception>
    public static void Demand(string question, bool isGiven)
    {
        if (isGiven)
            return;
        if (Console.IsInputRedirected || Console.IsOutputRedirected)
            throw No("there is no terminal to ask for confirmation", "say --yes");
        Console.Out.Write($"{question} [y/N] ");
        var answer = Console.In.ReadLine();
        if (answer is null)
            Console.Out.WriteLine(); // the input ended, and no key that the terminal shows
        if (answer?.Trim().ToUpperInvariant() is not ("Y" or "YES"))
            throw No("nothing was changed", "answer 'y' to go on");
    }

    private static DiagnosticException No(string message, string remedy) => new(Diagnostic.Error(CliCodes.NotConfirmed, message, remedy));
}
