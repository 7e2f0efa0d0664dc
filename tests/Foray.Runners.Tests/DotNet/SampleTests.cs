namespace Foray.Runners.Tests.DotNet;

/// <summary>Tests that the runner's own tests have this very assembly run. They are explicit, so that nobody else does.</summary>
public sealed class SampleTests
{
    [Fact(Explicit = true)]
    public void One_that_passes()
    {
    }

    [Fact(Explicit = true)]
    public void One_that_fails() => Assert.Fail("as it is meant to");

    [Fact(Explicit = true)]
    public void One_that_finds_a_variable() => Assert.Equal("deep red", Environment.GetEnvironmentVariable("COLOUR"));

    [Fact(Explicit = true)]
    public void One_that_kills_its_program() => Environment.FailFast("as it is meant to");
}
