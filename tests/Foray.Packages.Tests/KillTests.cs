using Foray.Packages.Tests.Support;

namespace Foray.Packages.Tests;

public sealed class KillTests : IDisposable
{
    private const int StartMilliseconds = 900;

    private readonly Workspace _work = new();

    private static int Kills => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 200 : 8;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("downloaded")]
    [InlineData("resolved")]
    [InlineData("unpacked")]
    [InlineData("placed")]
    [InlineData("linked")]
    [InlineData("locked")]
    [InlineData("unlinked")]
    public async Task Killed_at_any_step_an_update_leaves_the_old_version_or_the_new_and_the_next_command_cleans_up(string step)
    {
        await OfferUpdate();
        using (var updating = new OtherProcess(_work.User.Packages, _work.Feed, step))
        {
            while (await updating.Output.ReadLineAsync(Token) is { } reached && reached != step)
                Assert.NotEqual("", reached);
            updating.Kill();
        }

        await IsSound();
    }

    [Fact]
    public async Task Killed_at_any_time_an_update_leaves_the_old_version_or_the_new()
    {
        var random = new Random(20260903);
        for (var round = 0; round < Kills; round++)
        {
            using var work = new Workspace();
            await OfferUpdate(work);
            using (var updating = new OtherProcess(work.User.Packages, work.Feed, "none"))
            {
                updating.EndsWithin(random.Next(StartMilliseconds));
                updating.Kill();
            }

            await IsSound(work);
        }
    }

    [Fact]
    public async Task A_first_installation_that_was_killed_is_taken_back_and_can_be_made_again()
    {
        _work.Offer("Acme.A", "1.0.0");
        await _work.Install("Acme.A");
        File.Delete(_work.User.LockFile);
        Assert.Equal(["Acme.A 1.0.0"], _work.Found());
        await _work.Install("Acme.A");
        Assert.Equal("1.0.0", Assert.Single(_work.Lock!.Packages).Version);
    }

    [Fact]
    public async Task Leftovers_of_others_are_left()
    {
        await OfferUpdate();
        string[] foreign = [".store/.new-mine", ".store/Acme.A/mine", ".store/README", "Acme.A.12.note", ".foray-0123456789abcdef0123456789abcdef.new"];
        foreach (var name in foreign)
            File.WriteAllText(_work.File("plugins/" + name), "mine");
        Directory.CreateDirectory(_work.File("plugins/.store/Acme.A/1.0-mine"));
        await _work.Installer().UpdateAsync([], cancellationToken: Token);
        Assert.All(foreign, name => Assert.True(File.Exists(_work.File("plugins/" + name)), name));
        Assert.True(Directory.Exists(_work.File("plugins/.store/Acme.A/1.0-mine")));
    }

    private Task OfferUpdate() => OfferUpdate(_work);

    private static async Task OfferUpdate(Workspace work)
    {
        work.Offer("Acme.A", "1.0.0", ("Acme.Base", "1.0.0"));
        work.Offer("Acme.Base", "1.0.0");
        work.Offer("Acme.Gone", "1.0.0");
        await work.Install("Acme.A");
        work.Offer("Acme.A", "2.0.0", ("Acme.Base", "2.0.0"), ("Acme.Gone", "1.0.0"));
        work.Offer("Acme.Base", "2.0.0");
    }

    private Task IsSound() => IsSound(_work);

    private static async Task IsSound(Workspace work)
    {
        var found = work.Found();
        Assert.Single(found, name => name is "Acme.A 1.0.0" or "Acme.A 2.0.0");
        Assert.Single(found, name => name is "Acme.Base 1.0.0" or "Acme.Base 2.0.0");
        Assert.Contains(work.Lock!.Find("Acme.A")!.Version, (string[])["1.0.0", "2.0.0"]);

        // The lock file holds: whatever else the links say is taken back before anything else happens.
        var expected = work.Lock.Packages.Select(package => $"{package.Id} {package.Version}");
        await Workspace.Refused(() => work.Installer().RemoveAsync(["Nothing"], Token), PackageCodes.NotInstalled);
        Assert.Equal(expected, work.Found());

        await work.Installer().UpdateAsync([], cancellationToken: Token);
        await work.Installer().UpdateAsync([], cancellationToken: Token);
        Assert.Equal(["Acme.A 2.0.0", "Acme.Base 2.0.0", "Acme.Gone 1.0.0"], work.Found());
        Assert.Equal(["Acme.A/2.0.0", "Acme.Base/2.0.0", "Acme.Gone/1.0.0"], work.Stored);
        Assert.Equal([".lock", ".store", "Acme.A", "Acme.Base", "Acme.Gone", "foray.lock.json"],
            Directory.EnumerateFileSystemEntries(work.User.Packages).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }
}
