/**
 * The text of catalog.json, as the project's formatter leaves it: tabs, and members of which only
 * the name is known on one line.
 * @param {object} catalog
 * @returns {string}
 */
export function formatCatalog(catalog) {
	const text = JSON.stringify(catalog, null, '\t');
	return `${text.replace(/\{\n\t+("name": "[^"\n]*")\n\t+\}/g, '{ $1 }')}\n`;
}
