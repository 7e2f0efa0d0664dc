using System.Text;
using Foray.Plugins.Catalog;
using Foray.Plugins.Trust;
using Foray.Sdk.Diagnostics;

namespace Foray.Plugins.Tests.Trust;

public sealed class ProjectTrustTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("foray-trust-").FullName;

    public ProjectTrustTests() => Write("Acme/Acme.dll", "code");

    private static int Rounds => Environment.GetEnvironmentVariable("FORAY_SOAK") == "1" ? 100_000 : 1_000;

    private string FilePath => Path.Combine(_root, "data", "trust.json");

    private string Project => Path.Combine(_root, "project");

    private string Packages => Path.Combine(Project, ".foray", "plugins");

    private ProjectTrust Trust => new(FilePath);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Nothing_is_trusted_until_the_user_says_so_and_after_the_user_takes_it_back()
    {
        Is(ProjectTrustState.Untrusted);
        Trust.Trust(Project, ProjectTrust.Look(Project));
        Is(ProjectTrustState.Trusted);
        Assert.True(Trust.Distrust(Project + "/"));
        Is(ProjectTrustState.Untrusted);
        Assert.False(Trust.Distrust(Project));
    }

    [Fact]
    public void What_came_after_somebody_looked_is_not_trusted()
    {
        var seen = ProjectTrust.Look(Project);
        Write("Acme/swapped.dll", "other code");
        Trust.Trust(Project, seen);
        Is(ProjectTrustState.Changed, "Acme/swapped.dll");
    }

    [Fact]
    public void Trust_in_one_project_is_none_in_another()
    {
        Trust.Trust(Project, ProjectTrust.Look(Project));
        Assert.Equal(ProjectTrustState.Untrusted, Trust.Check(Path.Combine(_root, "other"), out _).State);
        Trust.Trust(Path.Combine(_root, "other"), ProjectTrust.Look(Path.Combine(_root, "other")));
        Is(ProjectTrustState.Trusted);
    }

    [Fact]
    public void What_was_changed_added_or_removed_is_named()
    {
        Write("Acme/content/book", "text");
        Trust.Trust(Project, ProjectTrust.Look(Project));
        Write("Acme/Acme.dll", "other code");
        Is(ProjectTrustState.Changed, "Acme/Acme.dll");
        Write("New/New.dll", "code");
        File.Delete(Path.Combine(Packages, "Acme/content/book"));
        Is(ProjectTrustState.Changed, "Acme/Acme.dll", "Acme/content/book", "New/New.dll");
        Trust.Trust(Project, ProjectTrust.Look(Project));
        Is(ProjectTrustState.Trusted);
    }

    [Fact]
    public void A_file_that_moved_is_a_change()
    {
        Trust.Trust(Project, ProjectTrust.Look(Project));
        Directory.Move(Path.Combine(Packages, "Acme"), Path.Combine(Packages, "Acme2"));
        Is(ProjectTrustState.Changed, "Acme/Acme.dll", "Acme2/Acme.dll");
    }

    [Fact]
    public void A_file_that_was_only_touched_is_none()
    {
        Trust.Trust(Project, ProjectTrust.Look(Project));
        File.SetLastWriteTimeUtc(Path.Combine(Packages, "Acme/Acme.dll"), DateTime.UnixEpoch);
        Is(ProjectTrustState.Trusted);
    }

    [Fact]
    public void The_store_counts_where_links_lead_to_it()
    {
        Write(".store/Tool/1.0.0-00000000/Tool.dll", "old");
        Write(".store/Tool/2.0.0-00000000/Tool.dll", "new");
        File.CreateSymbolicLink(Path.Combine(Packages, "Tool"), ".store/Tool/1.0.0-00000000");
        Trust.Trust(Project, ProjectTrust.Look(Project));
        Write(".store/Tool/2.0.0-00000000/Tool.dll", "newer");
        Is(ProjectTrustState.Trusted);
        File.Delete(Path.Combine(Packages, "Tool"));
        File.CreateSymbolicLink(Path.Combine(Packages, "Tool"), ".store/Tool/2.0.0-00000000");
        Is(ProjectTrustState.Changed, "Tool/Tool.dll");
    }

    [Fact]
    public void A_link_counts_as_what_it_leads_to()
    {
        File.WriteAllText(Path.Combine(_root, "outside.dll"), "code");
        File.CreateSymbolicLink(Path.Combine(Packages, "Acme", "Linked.dll"), Path.Combine(_root, "outside.dll"));
        Trust.Trust(Project, ProjectTrust.Look(Project));
        File.WriteAllText(Path.Combine(_root, "outside.dll"), "other code");
        Is(ProjectTrustState.Changed, "Acme/Linked.dll");
    }

    [Fact]
    public void Links_in_a_circle_end_in_no_trust()
    {
        Trust.Trust(Project, ProjectTrust.Look(Project));
        File.CreateSymbolicLink(Path.Combine(Packages, "Acme", "again"), "..");
        Assert.Equal(ProjectTrustState.Changed, Trust.Check(Project, out var warning).State);
        Assert.Equal(TrustCodes.Unusable, warning!.Code);
        Assert.Equal(TrustCodes.CannotChange, Assert.Throws<DiagnosticException>(() => Trust.Trust(Project, ProjectTrust.Look(Project))).Diagnostics[0].Code);
    }

    [Fact]
    public void The_file_is_the_users_alone()
    {
        Trust.Trust(Project, ProjectTrust.Look(Project));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        Assert.Equal(["trust.json", "trust.json.lock"], Directory.EnumerateFiles(Path.GetDirectoryName(FilePath)!).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("no JSON")]
    [InlineData("""{"format":2,"projects":{}}""")]
    [InlineData("""{"format":1}""")]
    public void A_file_that_cannot_be_used_means_that_nothing_is_trusted_and_is_not_overwritten(string content)
    {
        Trust.Trust(Project, ProjectTrust.Look(Project));
        File.WriteAllText(FilePath, content);
        Assert.Equal(ProjectTrustState.Untrusted, Trust.Check(Project, out var warning).State);
        Assert.Equal((TrustCodes.Unusable, Severity.Warning), (warning!.Code, warning.Severity));
        Assert.Equal(TrustCodes.CannotChange, Assert.Throws<DiagnosticException>(() => Trust.Trust(Project, ProjectTrust.Look(Project))).Diagnostics[0].Code);
        Assert.Equal(content, File.ReadAllText(FilePath));
    }

    [Fact]
    public void Two_changes_at_once_lose_nothing()
    {
        Trust.Trust(Project, ProjectTrust.Look(Project));
        using var other = new FileStream(FilePath + ".lock", FileMode.Open, FileAccess.Write, FileShare.None);
        Assert.Equal(TrustCodes.CannotChange, Assert.Throws<DiagnosticException>(() => Trust.Distrust(Project)).Diagnostics[0].Code);
        Is(ProjectTrustState.Trusted);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_diagnostic()
    {
        File.WriteAllText(Path.Combine(_root, "data"), "");
        Assert.Equal(TrustCodes.CannotChange, Assert.Throws<DiagnosticException>(() => Trust.Trust(Project, ProjectTrust.Look(Project))).Diagnostics[0].Code);
    }

    [Fact]
    public void Whatever_the_bytes_nothing_is_trusted_that_was_not()
    {
        Trust.Trust(Project, ProjectTrust.Look(Project));
        var seed = File.ReadAllBytes(FilePath);
        Write("Acme/Acme.dll", "other code");
        var random = new Random(20260904);
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = seed.ToArray();
            for (var count = random.Next(1, 6); count > 0; count--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(FilePath, random.Next(5) == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            Assert.NotEqual(ProjectTrustState.Trusted, Trust.Check(Project, out _).State);
        }
    }

    [Fact]
    public void The_default_file_lies_beside_the_users_packages() =>
        Assert.Equal(Path.Combine(Path.GetDirectoryName(CatalogPlaces.Of("foray").UserFolder!)!, "trust.json"), ProjectTrust.DefaultPath("foray"));

    private void Is(ProjectTrustState state, params string[] changed)
    {
        var verdict = Trust.Check(Project, out var warning);
        Assert.Null(warning);
        Assert.Equal(state, verdict.State);
        Assert.Equal(changed, verdict.ChangedFiles);
    }

    private void Write(string file, string content)
    {
        var path = Path.Combine(Packages, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(content));
    }
}
