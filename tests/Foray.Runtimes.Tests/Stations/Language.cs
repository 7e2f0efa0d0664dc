namespace Foray.Runtimes.Tests.Stations;

public enum Language
{
    Python,
    JavaScript,
}
