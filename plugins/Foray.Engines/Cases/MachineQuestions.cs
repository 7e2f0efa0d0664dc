using System.Text;
using Foray.Sdk.Diagnostics;
using Foray.Sdk.Machines;

namespace Foray.Engines.Cases;

/// <summary>Asks machines.</summary>
internal static class MachineQuestions
{
    /// <summary>Runs a program on a machine that only asks, and so may be run again.</summary>
    /// <param name="machine">The machine.</param>
    /// <param name="question">What it is about.</param>
    /// <param name="program">The program.</param>
    /// <param name="values">Variables that it finds.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="DiagnosticException">It could not be run.</exception>
    public static async Task<string> AskAsync(
        this IMachine machine, MachineQuestion question, string program, IEnumerable<(string Name, string Value)> values, string input, CancellationToken cancellationToken)
    {
        var text = string.Concat(values.Select(value => $"{value.Name}={ShellText.Quote(value.Value)}\n")) + program;
        var result = await machine.ExecuteAsync(new ExecutionRequest(text) { Input = Encoding.UTF8.GetBytes(input) }, cancellationToken);
        return result.ExitCode == 0
            ? Encoding.UTF8.GetString(result.Output.Span)
            : throw new DiagnosticException(Diagnostic.Error(
                question.Code, $"machine '{machine.Name}' could not tell {question.Subject}: {result.Error.Trim()}", "see the reason in the message, and run again: what runs there goes on"));
    }
}
