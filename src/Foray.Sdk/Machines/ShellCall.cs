namespace Foray.Sdk.Machines;

/// <summary>A program for a machine's shell.</summary>
/// <param name="Text">What it does.</param>
/// <param name="NeedsFunctions">True where it calls the functions of commands.sh.</param>
internal readonly record struct ShellCall(string Text, bool NeedsFunctions)
{
    /// <summary>What calls may need.</summary>
    public static readonly string Functions = EmbeddedText.Read("commands.sh");

    /// <summary>The program with all that it needs.</summary>
    public string Whole => NeedsFunctions ? $"{Functions}\n{Text}" : Text;
}
