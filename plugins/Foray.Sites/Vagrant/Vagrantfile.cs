using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Foray.Sdk.Machines;

namespace Foray.Sites.Vagrant;

/// <summary>The Vagrantfile of one machine. The same machine has the same file, to the byte.</summary>
internal static class Vagrantfile
{
    public const string FileName = "Vagrantfile";

    /// <summary>Name of the provisioner that tells the machine the names of all.</summary>
    public const string HostsProvisioner = "foray-hosts";

    // As Kiso calls them: config_extra and config_extra_vm use these names.
    private const string Configuration = "config";
    private const string Machine = "my";

    /// <summary>Writes the file.</summary>
    /// <param name="name">Name of the machine.</param>
    /// <param name="id">Its identity, which makes the virtual machine's name unique on this computer.</param>
    /// <param name="definition">What it is.</param>
    /// <param name="hosts">Lines for its <c>/etc/hosts</c>; empty where it is on no network.</param>
    public static string Write(string name, string id, VagrantDefinition definition, string hosts)
    {
        var file = new StringBuilder("# Written by Foray, which overwrites what is changed here.\nVagrant.configure(\"2\") do |config|\n");
        file.Append(CultureInfo.InvariantCulture, $"  {Configuration}.vm.box = {RubyText.Quote(definition.Box)}\n");
        // The folder's files are none of the machine's business, and boxes without guest additions fail at it.
        file.Append(CultureInfo.InvariantCulture, $"  {Configuration}.vm.synced_folder \".\", \"/vagrant\", disabled: true\n");
        AppendCode(file, definition.ConfigExtra);
        file.Append(CultureInfo.InvariantCulture, $"  {Configuration}.vm.define {RubyText.Quote(name)} do |{Machine}|\n");
        file.Append(CultureInfo.InvariantCulture, $"    {Machine}.vm.hostname = {RubyText.Quote(HostNameOf(name))}\n");
        foreach (var address in definition.Addresses)
            file.Append(CultureInfo.InvariantCulture, $"    {Machine}.vm.network :private_network, ip: {RubyText.Quote(address.Address)}, netmask: {RubyText.Quote(NetmaskOf(address))}, auto_config: true\n");
        AppendProvider(file, $"{definition.NamePrefix}-{id}-", name, definition);
        if (definition.User is { } user)
            AppendScript(file, "foray-user", UserScript(user));
        if (hosts.Length > 0)
            AppendScript(file, HostsProvisioner, HostsScript(hosts));
        AppendCode(file, definition.ConfigExtraVM);
        return file.Append("  end\nend\n").ToString();
    }

    private static void AppendProvider(StringBuilder file, string prefix, string name, VagrantDefinition definition)
    {
        var isLibvirt = definition.Backend == VagrantBackend.Libvirt;
        var provider = isLibvirt ? "lv" : "vb";
        file.Append(CultureInfo.InvariantCulture, $"    {Machine}.vm.provider :{definition.Provider} do |{provider}|\n");
        file.Append(isLibvirt
            ? $"      {provider}.default_prefix = {RubyText.Quote(prefix)}\n"
            : $"      {provider}.name = {RubyText.Quote(prefix + name)}\n");
        file.Append(CultureInfo.InvariantCulture, $"      {provider}.cpus = {definition.Size.Core}\n");
        file.Append(CultureInfo.InvariantCulture, $"      {provider}.memory = {definition.Size.Mem}\n    end\n");
    }

    private static void AppendScript(StringBuilder file, string name, string script) =>
        file.Append(CultureInfo.InvariantCulture, $"    {Machine}.vm.provision {RubyText.Quote(name)}, type: \"shell\", inline: {RubyText.Quote(script)}\n");

    // On lines of its own, as it stands: a comment or a heredoc at its end must not take in what follows.
    private static void AppendCode(StringBuilder file, string? code)
    {
        if (!string.IsNullOrWhiteSpace(code))
            file.Append(code.TrimEnd('\n')).Append('\n');
    }

    // The key that lets Vagrant in lets in the user, too.
    private static string UserScript(string user) => $$"""
        set -e
        user={{ShellText.Quote(user)}}
        from=$(getent passwd "${SUDO_USER:-vagrant}" | cut -d: -f6)
        to=$(getent passwd "$user" | cut -d: -f6)
        if [ "$from" != "$to" ]; then
          install -d -m 700 -o "$user" "$to/.ssh"
          install -m 600 -o "$user" "$from/.ssh/authorized_keys" "$to/.ssh/authorized_keys"
        fi
        """;

    // In front, so that a machine's own name is not its loopback.
    private static string HostsScript(string hosts) => $$"""
        set -e
        { printf %s {{ShellText.Quote(hosts)}}; grep -v '# foray$' /etc/hosts || :; } >/etc/hosts.foray
        cat /etc/hosts.foray >/etc/hosts
        rm /etc/hosts.foray
        """;

    // Vagrant takes letters, digits, '-' and '.'; names of machines may begin or end otherwise.
    private static string HostNameOf(string name)
    {
        var host = name.Replace('_', '-').Trim('-', '.');
        return host.Length == 0 ? "machine" : host;
    }

    private static string NetmaskOf(VagrantAddress address)
    {
        if (IPAddress.Parse(address.Address).AddressFamily == AddressFamily.InterNetworkV6)
            return address.PrefixLength.ToString(CultureInfo.InvariantCulture);
        var bits = address.PrefixLength == 0 ? 0 : uint.MaxValue << (32 - address.PrefixLength);
        return new IPAddress([(byte)(bits >> 24), (byte)(bits >> 16), (byte)(bits >> 8), (byte)bits]).ToString();
    }
}
