namespace Foray.Sdk.Consoles;

/// <summary>Where a plugin speaks to the person in front of the terminal. Everything that is not for them goes to the logger.</summary>
public interface IConsole
{
    /// <summary>Writes one line between the lines of progress. Secrets are masked.</summary>
    void WriteLine(string text);
}
