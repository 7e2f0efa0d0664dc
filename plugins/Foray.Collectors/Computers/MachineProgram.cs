using Foray.Sdk.Machines;

namespace Foray.Collectors.Computers;

/// <summary>The program for a machine's shell that prints what the kernel tells there.</summary>
internal static class MachineProgram
{
    private static readonly string Text = ReadText();

    public static string For(SystemCollectorOptions options) =>
        $"folder={ShellText.Quote(options.Folder ?? "")}; network={Flag(options.IncludeNetwork)}; processes={Flag(options.IncludeProcesses)}\n{Text}";

    private static char Flag(bool value) => value ? '1' : '0';

    private static string ReadText()
    {
        using var reader = new StreamReader(typeof(MachineProgram).Assembly.GetManifestResourceStream("measure.sh")!);
        return reader.ReadToEnd();
    }
}
