using System.Text.RegularExpressions;
using Foray.Sdk.Diagnostics;

namespace Foray.Sites.Vagrant;

/// <summary>Why Vagrant could not do what it was asked to.</summary>
internal static partial class VagrantFailure
{
    public const string Other = "FORAY350";
    public const string NoBox = "FORAY351";
    public const string NoProvider = "FORAY352";
    public const string NoVirtualization = "FORAY353";
    public const string TooSlow = "FORAY354";
    public const string BadNetwork = "FORAY355";
    public const string BadFolder = "FORAY356";
    public const string NotDestroyed = "FORAY357";
    public const string NoAddress = "FORAY358";
    public const string BadCode = "FORAY359";

    private const int LongestQuote = 300;

    // The first one that fits counts; what Vagrant says of several of them at once is said of the more precise one first.
    private static readonly (string Code, string[] Signs, string Remedy)[] Causes =
    [
        (BadCode, ["syntax error in the following Vagrantfile", "error loading a Vagrantfile", "errors in the configuration of this machine"],
            "correct 'config_extra' or 'config_extra_vm'"),
        (NoVirtualization, ["VERR_VMX_", "VERR_SVM_", "VT-x is", "AMD-V is", "domaintype=kvm", "/dev/kvm"],
            "turn on virtualization (VT-x, AMD-V) in this computer's firmware; a virtual machine needs nested virtualization"),
        (BadNetwork, ["not within the allowed ranges", "host-only network", "collides with", "Network is already in use", "is already in use by interface"],
            "choose another 'cidr', or allow the range in /etc/vbox/networks.conf"),
        (NoProvider, ["isn't usable on this system", "could not detect VirtualBox", "could not be found, but was requested", "No usable default provider",
            "/dev/vboxdrv", "kernel driver not", "connecting to Libvirt", "connecting to libvirt"],
            "install and start VirtualBox for 'virtualbox'; libvirt and the plugin vagrant-libvirt for 'libvirt'; or choose the other 'backend'"),
        (NoBox, ["could not be found or could not be accessed", "doesn't support the provider", "box failed to", "error occurred while downloading",
            "Couldn't open file", "box you're attempting to add", "bad URI"],
            "correct 'box', or get it with 'vagrant box add'; not every box is made for every backend"),
        (TooSlow, ["Timed out while waiting for the machine to boot", "timed out", "timeout"],
            "look at the machine's screen; where it only takes long, set config.vm.boot_timeout in 'config_extra'"),
    ];

    /// <summary>The diagnostic for a machine that Vagrant could not bring up.</summary>
    public static DiagnosticException NotUp(VagrantMachine machine, string error)
    {
        var paragraphs = Paragraphs(error);
        foreach (var (code, signs, remedy) in Causes)
            if (paragraphs.FirstOrDefault(paragraph => signs.Any(sign => paragraph.Contains(sign, StringComparison.Ordinal))) is { } found)
                return Failure(code, machine, "be brought up", found == paragraphs[^1] ? found : $"{FirstSentence(found)} … {FirstSentence(paragraphs[^1])}", remedy);
        return Failure(Other, machine, "be brought up", paragraphs.LastOrDefault(), $"all of it is in {machine.Folder.Path}/{VagrantProgram.OutputFile} and {VagrantProgram.ErrorFile}");
    }

    /// <summary>The diagnostic for a machine that Vagrant could not remove.</summary>
    public static DiagnosticException NotGone(VagrantMachine machine, string error) =>
        Failure(NotDestroyed, machine, "be removed", Paragraphs(error).LastOrDefault(), $"remove the cause and repeat 'down'; by hand: 'vagrant destroy' in {machine.Folder.Path}");

    /// <summary>The diagnostic for a machine of which Vagrant does not say how to reach it.</summary>
    public static DiagnosticException NotReached(VagrantMachine machine, string error) =>
        Failure(NoAddress, machine, "be reached", Paragraphs(error).LastOrDefault() ?? "'vagrant ssh-config' names no host", "see whether 'vagrant ssh' works in its folder");

    /// <summary>The diagnostic for a folder that cannot be used.</summary>
    public static DiagnosticException Folder(VagrantMachine machine, string reason, string? remedy = null, Exception? cause = null) =>
        new(Diagnostic.Error(BadFolder, $"folder '{machine.Folder.Path}' of machine '{machine.Name}' {reason}", remedy), cause);

    private static DiagnosticException Failure(string code, VagrantMachine machine, string purpose, string? quote, string remedy) =>
        new(Diagnostic.Error(code, $"machine '{machine.Name}' could not {purpose}: {(quote is null ? "vagrant gave no reason" : Shorten(quote))}", remedy));

    // Vagrant breaks its lines for a terminal, and puts empty ones between what belongs apart. Where it fails itself, Ruby adds from where.
    private static List<string> Paragraphs(string text) =>
        [.. EmptyLine().Split(Trace().Replace(text, "")).Select(paragraph => WhiteSpace().Replace(paragraph, " ").Trim()).Where(paragraph => paragraph.Length > 0)];

    private static string FirstSentence(string paragraph) => Sentence().Match(paragraph).Value;

    private static string Shorten(string text) => text.Length <= LongestQuote ? text : $"{text.AsSpan(0, LongestQuote)}…";

    [GeneratedRegex(@"\n\s+from [^\n]*")]
    private static partial Regex Trace();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex EmptyLine();

    [GeneratedRegex(@"^.*?([.!](?=\s)|$)")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
