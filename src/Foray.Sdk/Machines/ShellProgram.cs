using System.Text;
using Foray.Sdk.Diagnostics;

namespace Foray.Sdk.Machines;

/// <summary>The programs that a <see cref="ShellMachine"/> sends: calls of the functions of commands.sh, mostly.</summary>
internal sealed class ShellProgram(MachineRecord machine, string root)
{
    private const string EnvironmentRefused = "FORAY326";

    // A folder below the home folder is found by the machine's own shell.
    private readonly string _root = root.StartsWith("~/", StringComparison.Ordinal) ? $"\"$HOME\"{ShellText.Quote(root[1..])}" : ShellText.Quote(root);

    /// <summary>A call that concerns one command.</summary>
    public ShellCall ForCommand(string id, string function, params IEnumerable<string> arguments) =>
        Call(id, $"{CommandMarks.Command}={Escape(CommandMarks.Of(machine.Id, id))}", function, arguments);

    /// <summary>A call that concerns all commands below a prefix.</summary>
    public ShellCall ForPrefix(string prefix, string function) =>
        Call(prefix, $"{CommandMarks.Command}={Escape(CommandMarks.Of(machine.Id, prefix))}(/.*)?", function, []);

    /// <summary>A call that concerns the whole machine.</summary>
    public ShellCall ForMachine(string function, params IEnumerable<string> arguments) =>
        Call("", $"{CommandMarks.Machine}={Escape(machine.Id)}", function, arguments);

    /// <summary>A command line of somebody else's, with the machine's marks; it may leave its shell without ending the program.</summary>
    public ShellCall ForExecution(ExecutionRequest request)
    {
        var mark = request.Id is { } id ? $" {CommandMarks.Command}={ShellText.Quote(CommandMarks.Of(machine.Id, MachineLayout.CheckId(id)))}" : "";
        return new ShellCall(
            $"FORAY_SHARED={_root}{ShellText.Quote($"/{MachineLayout.Shared}")} {CommandMarks.Machine}={ShellText.Quote(machine.Id)}{mark} /bin/sh -c {ShellText.Quote(request.CommandLine)}",
            NeedsFunctions: false);
    }

    /// <summary>A command's environment as the wrapper sources it.</summary>
    public string EnvironmentOf(CommandSpec command)
    {
        var text = new StringBuilder();
        text.Append("export FORAY_MACHINE=").Append(ShellText.Quote(machine.Name)).Append('\n');
        text.Append("export FORAY_METRICS=").Append(_root).Append(ShellText.Quote($"/{MachineLayout.Tasks}/{command.Id}/metrics")).Append('\n');
        text.Append("export FORAY_SHARED=").Append(_root).Append(ShellText.Quote($"/{MachineLayout.Shared}")).Append('\n');
        foreach (var (name, value) in command.Environment)
        {
            if (!ShellText.IsVariableName(name) || value.Contains('\0'))
                throw Refused(name);
            text.Append("export ").Append(name).Append('=').Append(ShellText.Quote(value)).Append('\n');
        }

        return text.ToString();
    }

    // The braces: of a program that does not come whole, a shell runs no call.
    private ShellCall Call(string id, string mark, string function, IEnumerable<string> arguments) => new(
        $"""
        root={_root} machine={ShellText.Quote(machine.Id)} name={ShellText.Quote(id)} mark={ShellText.Quote(mark)}
        task=$root/{MachineLayout.Tasks}/$name
        {"{"} {function} {string.Join(' ', arguments.Select(ShellText.Quote))}
        {"}"}
        """,
        NeedsFunctions: true);

    private DiagnosticException Refused(string variable) =>
        new(Diagnostic.Error(
            EnvironmentRefused,
            $"environment variable '{variable}' cannot be set on machine '{machine.Name}'",
            "use letters, digits and underscores in its name, and no NUL character in its value"));

    // For grep's extended regular expressions.
    private static string Escape(string text) =>
        string.Concat(text.Select(character => @"\.+*?()|[]{}^$".Contains(character, StringComparison.Ordinal) ? $@"\{character}" : character.ToString()));
}
