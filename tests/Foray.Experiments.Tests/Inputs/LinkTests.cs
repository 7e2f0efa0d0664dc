using Foray.Experiments.Inputs;
using Foray.Sdk.Diagnostics;

namespace Foray.Experiments.Tests.Inputs;

public sealed class LinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _outside = new();

    public LinkTests()
    {
        _folder.Write("experiment.yml", "name: demo");
        _folder.Write("data/plain.txt");
        _outside.Write("private.txt");
        _outside.Write("folder/private.txt");
    }

    public void Dispose()
    {
        _folder.Dispose();
        _outside.Dispose();
    }

    private IEnumerable<string> Names(string? input = "data") =>
        new InputListing(new ExperimentPaths(_folder.At("experiment.yml"))).List(input).Select(file => file.RelativePath);

    [Fact]
    public void A_link_to_a_file_of_the_input_is_taken()
    {
        _folder.Link("data/link.txt", "plain.txt");
        Assert.Equal(["link.txt", "plain.txt"], Names());
    }

    [Fact]
    public void A_link_out_of_the_input_is_left_out()
    {
        _folder.Write("beside.txt");
        _folder.Link("data/absolute.txt", _outside.At("private.txt"));
        _folder.Link("data/relative.txt", "../beside.txt");
        _folder.Link("data/chain.txt", "absolute.txt");
        Assert.Equal(["plain.txt"], Names());
    }

    [Fact]
    public void A_link_to_a_folder_is_left_out()
    {
        _folder.Link("data/away", _outside.At("folder"));
        _folder.Link("data/self", ".");
        Assert.Equal(["plain.txt"], Names());
    }

    [Fact]
    public void A_link_through_a_linked_folder_out_of_the_input_is_left_out()
    {
        _folder.Link("data/away", _outside.At("folder"));
        _folder.Link("data/trick.txt", "away/private.txt");
        Assert.Equal(["plain.txt"], Names());
    }

    [Fact]
    public void A_link_to_a_secret_is_left_out()
    {
        _folder.Write("data/secrets/token");
        _folder.Link("data/innocent.txt", "secrets/token");
        Assert.Equal(["plain.txt"], Names());
    }

    [Fact]
    public void A_link_to_a_secret_is_refused_where_it_is_named()
    {
        _folder.Write("secrets/token");
        _folder.Link("innocent.txt", "secrets/token");
        Assert.Equal(ExperimentCodes.ExcludedInput, Assert.Throws<DiagnosticException>(() => Names("innocent.txt").ToList()).Diagnostics[0].Code);
    }

    [Fact]
    public void A_link_to_nothing_is_left_out()
    {
        _folder.Link("data/dangling.txt", "nowhere");
        Assert.Equal(["plain.txt"], Names());
    }

    [Fact]
    public void A_named_pipe_is_left_out_and_refused_where_it_is_named()
    {
        _folder.Write("data/plain.txt");
        using (var mkfifo = System.Diagnostics.Process.Start("mkfifo", [_folder.At("data/pipe")]))
            mkfifo.WaitForExit();
        Assert.Equal(["plain.txt"], Names());
        Assert.Equal(ExperimentCodes.UnreadableInput, Assert.Throws<DiagnosticException>(() => Names("data/pipe").ToList()).Diagnostics[0].Code);
    }
}
