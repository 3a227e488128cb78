/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* Work on whole indexes: merging and checking. */
#include "index/xap/xap_internal.hh"

#include <filesystem>
#include <optional>
#include <sstream>

#ifdef __SANITIZE_ADDRESS__
/* Xapian 1.4.22's own check() frees one object with the wrong size, which only this check minds. */
extern "C" __attribute__((visibility("default"))) const char *__asan_default_options()
{
	return "new_delete_type_mismatch=0";
}
#endif

bool xap_compact(const char *const *sources, size_t n_sources, const char *dest, GError **error)
{
	std::optional<Xapian::Database> all;
	bool made = false;
	bool ok = xap_guard(dest, error, [&] {
		if (n_sources == 0)
			throw XapFailure(XAP_ERROR_ARGUMENT, "no index to merge was named");
		if (std::filesystem::exists(std::filesystem::symlink_status(dest)))
			throw XapFailure(XAP_ERROR_ARGUMENT, std::string(dest) + " already exists");
		all.emplace();
	});
	for (size_t i = 0; ok && i < n_sources; i++)
		ok = xap_guard(sources[i], error, [&] { all->add_database(xap_open_folder(sources[i])); });
	ok = ok && xap_guard(dest, error, [&] {
		     made = true;
		     all->compact(dest, Xapian::Compactor::FULL | Xapian::DB_BACKEND_GLASS);
		     xap_sync_tree(dest);
	     });
	if (!ok && made) /* leave no half-made index behind */
		xap_guard(dest, nullptr, [&] { std::filesystem::remove_all(dest); });
	return ok;
}

bool xap_check(const char *path, size_t *ret_n_faults, char **ret_report, GError **error)
{
	return xap_guard(path, error, [&] {
		std::ostringstream report;
		xap_open_folder(path);
		*ret_n_faults = Xapian::Database::check(path, 0, &report);
		if (ret_report)
			*ret_report = g_strdup(report.str().c_str());
	});
}
